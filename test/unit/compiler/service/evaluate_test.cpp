// Values of expressions in the scope of a file.
#include <gtest/gtest.h>

#include "compiler/diag/render.h"
#include "compiler/service/evaluate.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

struct Answer {
  std::string text, type, json, report;
};

Answer ask(const std::string& file, const std::string& expression, std::vector<std::string> declarations = {}) {
  MemoryFiles package({{"app.infra", file}}), stdlib = small_stdlib();
  service::ScopeRequest request;
  request.program.package = &package;
  request.program.stdlib = &stdlib;
  request.program.root = file.empty() ? "" : "app.infra";
  request.declarations = std::move(declarations);
  request.expression = expression;
  auto result = service::evaluate(request);
  Answer answer;
  for (const diag::Diagnostic& d : result.snapshot.diagnostics()) {
    answer.report += diag::render_human(d, result.snapshot.sources());
  }
  if (result.value) answer = {result.value->text, result.value->type, result.value->json, answer.report};
  return answer;
}

TEST(Evaluate, GivesValuesAsTheirAuthorWouldWriteThem) {
  EXPECT_EQ(ask("", "1 + 1").text, "2");
  EXPECT_EQ(ask("", "1.0 + 1.0").text, "2.0");
  EXPECT_EQ(ask("", "3 * 512MiB").text, "1536MiB");
  EXPECT_EQ(ask("", "\"a\\\"\\${b}\"").text, "\"a\\\"\\${b}\"");
  EXPECT_EQ(ask("", "{ a = [1, 2], b = { } }").text, "{ a = [1, 2], b = {} }");
  EXPECT_EQ(ask("", "[90s]").type, "List<Duration>");
  EXPECT_EQ(ask("enum E { a(n: Int), b(String), c }", "[E.a(n: 1), E.b(\"x\"), E.c]").text,
            "[.a(n: 1), .b(\"x\"), .c]");
}

TEST(Evaluate, OpensWhatIsTooWide) {
  std::string text = ask("", "[for i in 0..3: { name = \"a name that is not short at all ${i}\" }]").text;
  EXPECT_EQ(
      text,
      "[\n  { name = \"a name that is not short at all 0\" },\n  { name = \"a name that is not short at all 1\" },\n"
      "  { name = \"a name that is not short at all 2\" },\n]");
}

TEST(Evaluate, SeesTheFileAndWhatWasDeclaredAfterIt) {
  EXPECT_EQ(ask("let a = 20\n", "a + b", {"let b = 1"}).text, "21");
  EXPECT_EQ(ask("let a = 20 // no line break at the end", "a").text, "20");
}

TEST(Evaluate, PutsMistakesWhereTheyWereTyped) {
  EXPECT_NE(ask("let a = 20\nlet expression = 1\n", "a +\n  bb").report.find("expression:2:3"), std::string::npos);
  EXPECT_NE(ask("", "1", {"let b = nope"}).report.find("expression:1:9"), std::string::npos);
  EXPECT_NE(ask("let a = nope\n", "1").report.find("app.infra:1:9"), std::string::npos);
}

TEST(Evaluate, TakesOneExpression) {
  EXPECT_NE(ask("", "1 let x = 2").report.find("E0935"), std::string::npos);
  EXPECT_NE(ask("", ")").report.find("E01"), std::string::npos);
  EXPECT_NE(ask("", "1 }").report.find("error"), std::string::npos);
}

TEST(Evaluate, NeedsParamsOnlyForWhatDependsOnThem) {
  const std::string file = "param n: Int\nparam m: Int = 2\nlet twice = n * 2\n";
  EXPECT_EQ(ask(file, "m * 2").text, "4");
  EXPECT_NE(ask(file, "[1, twice]").report.find("E0936"), std::string::npos);
}

TEST(Evaluate, ShowsNoSecretAndWhatIsKnownLater) {
  const std::string file =
      "import std.net { Balancer }\nparam p: Secret<String> = secret.env(\"P\")\n"
      "resource b: Balancer { listen = 80, backends = [] }\n";
  EXPECT_EQ(ask(file, "p").json, "\"<secret>\"");
  EXPECT_EQ(ask(file, "[p]").text, "<secret>");
  EXPECT_EQ(ask(file, "b.url").json, "{\"$deferred\":\"b.url\"}");
  EXPECT_EQ(ask(file, "b").text, "b");
}

TEST(Evaluate, WritesJsonForOthers) {
  EXPECT_EQ(ask("", "{ b = 9007199254740993, a = none, c = 1.5 }").json, "{\"b\":\"9007199254740993\",\"c\":1.5}");
  EXPECT_EQ(ask("", "\"\\u{1}<\"").json, "\"\\u0001<\"");
}

TEST(Typed, TellsDeclarationsFromExpressions) {
  for (const char* text : {"let a = 1", "import std.net { Balancer }", "type T = { a: Int }", "enum E { a }"}) {
    EXPECT_TRUE(service::is_declaration(text)) << text;
  }
  for (const char* text : {"let a = 1; a + 1", "1 + 1", "type", "output", "", "{ a = 1 }", "let a ="}) {
    EXPECT_FALSE(service::is_declaration(text)) << text;
  }
}

TEST(Typed, KnowsWhatGoesOn) {
  for (const char* text : {"[1,", "{ a = (", "\"\"\"\n  text"}) EXPECT_TRUE(service::is_unfinished(text)) << text;
  for (const char* text : {"1", "[1]", "\"open", ")", "1 + ", "\xff["})
    EXPECT_FALSE(service::is_unfinished(text)) << text;
}

}  // namespace
}  // namespace infra::test
