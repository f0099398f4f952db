// Documents and templates in programs: the type at the place says what is read, and what is wrong is said when compiling.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Codes = std::vector<std::string>;

TEST(DocumentsInPrograms, AreReadAsTheTypeAtThePlace) {
  EXPECT_EQ(evaluated("Int", "xs[1]", R"(let xs: List<Int> = "[1, 2]".parse_json())"), "2");
  EXPECT_EQ(evaluated("Int", R"(ports.length)", R"(let ports: List<Port> = "- 80\n- 443".parse_yaml())"), "2");
  const std::string server = "type Server = { name: String, port: Port = 80, memory: Size? }\n";
  EXPECT_EQ(evaluated("Port", "s.port", server + R"(let s: Server = "name = \"web\"".parse_toml())"), "80")
      << "a default stands for what is not written";
  EXPECT_EQ(evaluated("Size?", "s.memory", server + R"(let s: Server = "name: w\nmemory: 2GiB".parse_yaml())"), "2GiB");
  EXPECT_EQ(evaluated("String", R"(rows[1].name)", server + R"(let rows: List<Server> = "name\na\nb\n".parse_csv())"),
            "\"b\"");
}

TEST(DocumentsInPrograms, KeepTheRulesOfTheirType) {
  Outcome outcome = analyze("type Count = { n: Int where it > 3 }\nlet c: Count = \"{\\\"n\\\": 2}\".parse_json()\n");
  EXPECT_EQ(outcome.codes(), Codes{"E0311"}) << outcome.report();
}

TEST(DocumentsInPrograms, NeedATypeThatDocumentsHold) {
  EXPECT_EQ(analyze("let x = \"[1]\".parse_json()\n").codes(), Codes{"E0305"});
  EXPECT_EQ(analyze("let x: List<Secret<Int>> = \"[1]\".parse_json()\n").codes(), Codes{"E0367"});
  EXPECT_EQ(analyze("let x: Artifact = \"1\".parse_json()\n").codes(), Codes{"E0367"});
  EXPECT_EQ(analyze("let x: Int = \"\\\"a\\\"\".parse_json()\n").codes(), Codes{"E0361"});
  EXPECT_EQ(analyze("let x: List<Int> = \"[1\".parse_json()\n").codes(), Codes{"E0360"});
  EXPECT_EQ(analyze("let x: List<Int> = \"[1]\".parse_json(1)\n").codes(), Codes{"E0309"});
}

TEST(DocumentsInPrograms, OfSecretsAreSecrets) {
  const std::string head = "param p: Secret<String>\nlet config = { user = \"shop\", password = p }\n";
  Outcome leaks = analyze(head + "output text: String = config.to_json()\n", {.required = false});
  EXPECT_EQ(leaks.codes(), Codes{"E0403"}) << leaks.report();
  Outcome kept = analyze(head + "output text: Secret<String> = config.to_json()\n", {.required = false});
  EXPECT_TRUE(kept.diagnostics.empty()) << kept.report();
  Outcome rendered =
      analyze(head + "output text: String = \"{{ password }}{{ user }}\".render(config)\n", {.required = false});
  EXPECT_EQ(rendered.codes(), Codes{"E0403"}) << rendered.report();
}

TEST(TemplatesInPrograms, AreCheckedBeforeTheirValuesAreKnown) {
  const std::string head = "import std.data { Volume }\nresource data: Volume { }\n";
  Outcome unknown = analyze(head + "output t: String = \"{{ pth }}\".render({ path = data.path })\n");
  EXPECT_EQ(unknown.codes(), Codes{"E0364"}) << unknown.report();
  Outcome unused = analyze(head + "output t: String = \"none\".render({ path = data.path })\n");
  EXPECT_EQ(unused.codes(), Codes{"E0365"}) << unused.report();
  Outcome good = analyze(head + "output t: String = \"{{ path }}\".render({ path = data.path })\n");
  EXPECT_TRUE(good.diagnostics.empty()) << good.report();
}

TEST(HigherOrder, CompareOnlyWhatHasAnOrder) {
  const std::string head = "let v: List<Version> = [\"1.10.0\", \"1.9.0\"]\n";
  EXPECT_EQ(analyze(head + "let s = v.sort_by(x => x)\n").codes(), Codes{"E0368"});
  EXPECT_EQ(evaluated("Version", "v.sort_by(x => x.minor)[0]", head), "\"1.9.0\"");
}

TEST(HigherOrder, HideWhatASecretDecides) {
  const std::string head = "param p: Secret<Int>\n";
  Outcome outcome = analyze(head + "output n: List<Int> = [1, 2].distinct_by(x => p)\n", {.required = false});
  EXPECT_EQ(outcome.codes(), Codes{"E0403"}) << outcome.report();
}

}  // namespace
}  // namespace infra::test
