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

TEST(Limits, ARecordOfMoreThanTenThousandFieldsIsToldToBeAMap) {
  std::string text = "let hosts = { ";
  for (int i = 0; i < 10'000; ++i) text += "host" + std::to_string(i) + " = 1, ";
  EXPECT_TRUE(check(text + "}\noutput x: Int = hosts.host9999\n").diagnostics.empty());
  for (const std::string end : {"more = 1 }\n", "...other }\nlet other = { more = 1 }\n"}) {
    const service::CompileResult result = check(text + end);
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].code, "E0337");
    EXPECT_NE(result.diagnostics[0].help.find("Map<String, …>"), std::string::npos);
  }
}

TEST(Limits, TypesHaveTenThousandFieldsOrMembersAndNoMore) {
  std::string members, fields;
  for (int i = 0; i < 10'000; ++i) {
    members += "m" + std::to_string(i) + ", ";
    fields += "m" + std::to_string(i) + ": Int, ";
  }
  EXPECT_TRUE(check("enum E { " + members + "}\nparam e: E = .m9999\n").diagnostics.empty());
  EXPECT_TRUE(check("type R = { " + fields + "}\nparam r: R?\n").diagnostics.empty());
  for (const std::string& text : {"enum E { " + members + "more }\n", "type R = { " + fields + "more: Int }\n",
                                  "kind K: immutable via \"fake\" version 1 { " + fields + "more: Int }\n"}) {
    const service::CompileResult result = check(text);
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].code, "E0337");
  }
}

TEST(Limits, ADeclarationOfMoreThanTwoMillionWordsIsNotRead) {
  std::string text = "let x = [";
  for (int i = 0; i < 1'000'000; ++i) text += "1,";
  const service::CompileResult result = check(text + "1]\nlet y = missing\n");
  ASSERT_EQ(result.diagnostics.size(), 2u) << "what stands behind it is read";
  EXPECT_EQ(result.diagnostics[0].code, "E0338");
  EXPECT_EQ(result.diagnostics[1].code, "E0201");
}

TEST(Limits, AfterTenThousandProblemsTheRestIsCounted) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "let a" + std::to_string(i) + " = missing" + std::to_string(i) + "\n";
  EXPECT_EQ(check(text).diagnostics.back().code, "E0201");
  const service::CompileResult one = check(text + "let b = missing\n");
  ASSERT_EQ(one.diagnostics.size(), 10'001u);
  EXPECT_EQ(one.diagnostics.back().code, "E0339");
  EXPECT_EQ(one.diagnostics.back().message, "1 more problem is not shown");
  EXPECT_EQ(check(text + "let b = missing\nlet c = absent\n").diagnostics.back().message,
            "2 more problems are not shown");
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
