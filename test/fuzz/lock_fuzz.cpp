// Any bytes as `infra.lock`: a lock or diagnostics with places inside of the file. A lock that reads is written in a form
// that reads back as the same lock.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/diag/render.h"
#include "compiler/package/lock.h"

using namespace infra;

namespace {

std::optional<package::Lock> read(const std::string& text) {
  SourceMap sources;
  diag::Sink sink;
  auto lock = package::read_lock(sources.add("infra.lock", text), sources, sink);
  if (lock.has_value() == sink.has_errors()) std::abort();
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    Span span = found.primary.span;
    if (span.valid() && (span.begin > span.end || span.end > text.size())) std::abort();
    if (diag::render_human(found, sources).empty()) std::abort();
  }
  return lock;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto lock = read(std::string(reinterpret_cast<const char*>(data), size));
  if (!lock) return 0;
  auto again = read(package::to_text(*lock));
  if (!again || !(*again == *lock)) std::abort();
  return 0;
}
