// Any bytes as a source file: a result or diagnostics, each with a place inside of the file that it names.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "compiler/diag/render.h"
#include "compiler/service/compile.h"
#include "test/unit/compiler/support/memory_files.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  infra::test::MemoryFiles package({{"app.infra", std::string(reinterpret_cast<const char*>(data), size)}});
  infra::test::MemoryFiles stdlib(std::map<std::string, std::string>{});
  infra::service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = false;
  const infra::service::CompileResult result = infra::service::compile(request);
  for (const infra::diag::Diagnostic& found : result.diagnostics) {
    const infra::Span span = found.primary.span;
    if (span.file.index < result.sources.size() &&
        (span.begin > span.end || span.end > result.sources.file(span.file).text().size()))
      std::abort();
    if (infra::diag::render_human(found, result.sources).empty()) std::abort();
  }
  return 0;
}
