// A limit that is passed is an error with a code, and the compiler still ends.
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/service/compile.h"
#include "test/unit/compiler/support/memory_files.h"

namespace infra::test {
namespace {

TEST(Limits, MoreFilesThanARunMayImportAreRefusedAtTheImportThatIsOneTooMany) {
  std::map<std::string, std::string> texts;
  for (int i = 0; i < 10'000; ++i) {
    const std::string name = "f" + std::to_string(i);
    texts["app.infra"] += "import \"./" + name + ".infra\" as " + name + "\n";
    texts[name + ".infra"] = "pub let x = 1\n";
  }
  MemoryFiles package(texts), stdlib(std::map<std::string, std::string>{});
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = false;
  const service::CompileResult result = service::compile(request);
  const auto refused = std::find_if(result.diagnostics.begin(), result.diagnostics.end(),
                                    [](const diag::Diagnostic& one) { return one.code == "E0210"; });
  ASSERT_NE(refused, result.diagnostics.end());
  EXPECT_EQ(result.sources.file(refused->primary.span.file).locate(refused->primary.span.begin).line, 10'000u);
}

service::CompileResult check(const std::string& text) {
  MemoryFiles package(std::map<std::string, std::string>{{"app.infra", text}});
  MemoryFiles stdlib(std::map<std::string, std::string>{});
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = false;
  return service::compile(request);
}

TEST(Limits, AMatchOfManyArmsOnWhatWaitsIsNotDeep) {
  std::string text =
      "pub kind K: immutable via \"fake\" version 1 { } -> { name: String }\nresource k: K { }\n"
      "output x: Int = match k.name { ";
  for (int i = 0; i < 5'000; ++i) text += "\"v" + std::to_string(i) + "\" => " + std::to_string(i) + ", ";
  EXPECT_TRUE(check(text + "_ => 0 }\n").diagnostics.empty());
}

}  // namespace
}  // namespace infra::test
