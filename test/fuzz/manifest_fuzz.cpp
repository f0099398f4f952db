// Any bytes as `infra.toml`: a manifest or diagnostics, each with a place inside of the file. An edit of one that reads
// changes the one dependency, and undone gives the same dependencies again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/diag/render.h"
#include "compiler/package/manifest.h"
#include "compiler/package/manifest_edit.h"

using namespace infra;

namespace {

std::optional<package::Manifest> read(const std::string& text) {
  SourceMap sources;
  diag::Sink sink;
  auto manifest = package::read_manifest(sources.add("infra.toml", text), sources, sink);
  if (manifest.has_value() == sink.has_errors()) std::abort();
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    Span span = found.primary.span;
    if (span.valid() && (span.begin > span.end || span.end > text.size())) std::abort();
    if (diag::render_human(found, sources).empty()) std::abort();
  }
  return manifest;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  auto manifest = read(text);
  if (!manifest) return 0;
  const package::Source source{package::Source::Kind::Git, "https://example.org/fuzz.git",
                               package::Source::Revision::Tag, "v\"1\\"};
  auto added = package::with_dependency(text, "fuzz_added", source);
  if (!added) return 0;
  auto with = read(*added);
  if (!with) std::abort();
  bool was_there = with->dependencies.size() == manifest->dependencies.size();
  if (!was_there && with->dependencies.size() != manifest->dependencies.size() + 1) std::abort();
  auto removed = package::without_dependency(*added, "fuzz_added");
  if (removed && !read(*removed)) std::abort();
  return 0;
}
