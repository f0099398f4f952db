// Any bytes as the files of a package, from sources to the plan: a result or diagnostics with places inside of their files.
// A plan that comes out is sound, is the same the second time, and reads back as the same bytes. A line `=== NAME` begins
// another file; what stands before the first is app.infra.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "compiler/diag/render.h"
#include "compiler/plan/json.h"
#include "compiler/plan/verify.h"
#include "compiler/service/compile.h"
#include "test/unit/compiler/support/programs.h"

using namespace infra;

namespace {

std::map<std::string, std::string> files_of(std::string_view bytes) {
  std::map<std::string, std::string> files;
  std::string name = "app.infra";
  while (!bytes.empty()) {
    size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end == bytes.npos ? bytes.size() : end + 1);
    bytes.remove_prefix(line.size());
    if (line.starts_with("=== ")) {
      name = line.substr(4, line.find_first_of("\r\n") - 4);
    } else {
      files[name] += line;
    }
  }
  files.try_emplace("app.infra");
  return files;
}

service::CompileResult compiled(std::map<std::string, std::string> files, bool build_plan) {
  test::MemoryFiles package(std::move(files)), stdlib = test::small_stdlib();
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = build_plan;
  return service::compile(request);
}

void hold(bool is_so) {
  if (!is_so) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto files = files_of({reinterpret_cast<const char*>(data), size});
  for (bool build_plan : {false, true}) {
    service::CompileResult result = compiled(files, build_plan);
    for (const diag::Diagnostic& found : result.diagnostics) {
      const Span span = found.primary.span;
      if (span.valid() && span.file.index < result.sources.size())
        hold(span.begin <= span.end && span.end <= result.sources.file(span.file).text().size());
      hold(!diag::render_human(found, result.sources).empty());
    }
    if (!result.plan) continue;
    const std::string bytes = plan::to_json(*result.plan);
    hold(plan::verify(*result.plan).empty());
    auto again = plan::from_json(bytes);
    hold(again && plan::to_json(*again) == bytes);
    service::CompileResult second = compiled(files, true);
    hold(second.plan && plan::to_json(*second.plan) == bytes);
  }
  return 0;
}
