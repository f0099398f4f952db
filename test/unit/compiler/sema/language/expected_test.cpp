// The type that is expected at a place reaches what stands there.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Codes = std::vector<std::string>;

void expect_good(const std::string& text) {
  Outcome outcome = analyze(text);
  EXPECT_TRUE(outcome.diagnostics.empty()) << text << "\n" << outcome.report();
}

TEST(Expected, ReachesTheArmsOfMatchAndIfLet) {
  const std::string before = "let p: Path? = \"/y\"\n";
  EXPECT_EQ(evaluated("Path", "match p { some(q) => q, none => \"/x\" }", before), "\"/y\"");
  EXPECT_EQ(evaluated("Path", "if let q = p then q else \"/x\"", before), "\"/y\"");
  for (const char* list :
       {"match p { some(_) => [\"10.0.0.1\"], none => [] }", "if let \"/z\" = p then [] else [\"10.0.0.1\"]"}) {
    EXPECT_EQ(evaluated("Ip", "l[0]", before + "let l: List<Ip> = " + list), "\"10.0.0.1\"");
  }
  Outcome wrong = analyze(before + "output o: Path = match p { some(q) => q, none => 3 }\n");
  EXPECT_EQ(wrong.codes(), Codes{"E0301"}) << wrong.report();
  EXPECT_EQ(wrong.caret(), "3");
}

TEST(Expected, OfASecretSubjectTheResultIsSecret) {
  expect_good("let s = secret.env(\"A\")\nlet t: Secret<Path> = match s { \"x\" => \"/a\", _ => \"/b\" }\n");
  EXPECT_EQ(analyze("let s = secret.env(\"A\")\noutput o: Path = match s { \"x\" => \"/a\", _ => \"/b\" }\n").codes(),
            Codes{"E0403"});
}

TEST(Expected, AListOfMixedItemsIsTheOneListOfItsUnion) {
  const std::string before =
      "kind A: immutable via \"fake\" version 1 { }\nkind B: immutable via \"fake\" version 1 { }\n"
      "type Party = A | B\ntype Peer = String | List<Party>\nresource a: A { }\nresource b: B { }\n"
      "let n = 1\n";
  expect_good(before + "let peer: Peer = [a, b]\n");
  expect_good(before + "let peers: List<{ from: Peer, to: Peer }> = [{ from = \"x\", to = [a, b] }]\n");
  expect_good(before + "let peer: Peer = []\nlet one: Peer = [b]\n");
  EXPECT_EQ(analyze(before + "let peer: Peer = [a, n]\n").codes().size(), 1u);
  expect_good("type Many = List<Port> | List<String>\nlet x: Port = 1\nlet m: Many = [x]\n");
}

TEST(Expected, SpreadsGiveAPartOfARecord) {
  const std::string before = "enum Tier { small, big }\nlet r = { x = 1 }\nlet c = true\n";
  auto shown = [&](const std::string& type, const std::string& record, const std::string& text) {
    return evaluated("String", "\"" + text + "\"", before + "let v: " + type + " = " + record);
  };
  EXPECT_EQ(shown("{ x: Int, y: Int }", "{ ...{ x = 1 }, y = 2 }", "${v.x} ${v.y}"), "\"1 2\"");
  EXPECT_EQ(shown("{ x: Int, y: Int }", "{ ...r, ...(if c then { y = 3 } else { y = 4 }) }", "${v.x} ${v.y}"),
            "\"1 3\"");
  EXPECT_EQ(shown("{ x: Int, p: Path, t: Tier }", "{ ...r, ...{ p = \"/a\", t = .big } }", "${v.p} ${v.t}"),
            "\"/a big\"");
  EXPECT_EQ(shown("{ x: Int, y: Int }", "{ ...{ ...{ x = 1 }, x = 5 }, y = 2 }", "${v.x} ${v.y}"), "\"5 2\"");
  Outcome missing = analyze("output o: { x: Int, y: Int } = { ...{ x = 1 } }\n");
  EXPECT_EQ(missing.codes(), Codes{"E0214"}) << missing.report();
  Outcome unknown = analyze("output o: { x: Int } = { ...{ z = 1 }, x = 2 }\n");
  EXPECT_EQ(unknown.codes(), Codes{"E0213"}) << unknown.report();
}

TEST(Expected, SpreadsInSpreadsAreLookedAtOnce) {
  std::string record = "{ x = 1 }";
  for (int i = 0; i < 40; ++i) record = "{ ..." + record + " }";
  EXPECT_EQ(evaluated("Int", "r.x", "let r = " + record), "1");
  EXPECT_EQ(evaluated("Int", "r[\"k\"]", "let m: Map<String, Int> = { k = 1 }\nlet r = { ...({ ...m }), j = 2 }"), "1");
}

TEST(Expected, AnEnumWithPayloadHasNoText) {
  const std::string before = "enum E { a, b(x: Int) }\nenum Plain { a, b }\n";
  Outcome outcome = analyze(before + "param e: E = .a\noutput o: String = \"${e}\"\n");
  EXPECT_EQ(outcome.codes(), Codes{"E0316"}) << outcome.report();
  EXPECT_EQ(evaluated("String", "\"${e}\"", before + "let e: Plain = .b"), "\"b\"");
}

TEST(Expected, AKindNamesItsProvider) {
  Outcome outcome = analyze("kind A: immutable via \"\" version 1 { }\nresource a: A { }\n");
  EXPECT_EQ(outcome.codes(), Codes{"E0101"}) << outcome.report();
  EXPECT_EQ(outcome.caret(), "\"\"");
}

TEST(Expected, KeysAreInNormalForm) {
  const std::string volume = "import std.data { Volume }\n", odd = "\"o\\u{308}\"";
  for (const std::string& text : std::vector<std::string>{
           volume + "resource a: Volume for x in [" + odd + "] key x { }\n",
           volume + "let names: Set<String> = [" + odd + "]\nresource a: Volume for x in names { }\n",
           "let m: Map<String, Int> = [1].to_map(x => " + odd + ", x => x)\n",
           "let m: Map<String, List<Int>> = [1].group_by(x => " + odd + ")\n",
           "let n: Map<String, Int> = { }\nlet m = n.with(" + odd + ", 1)\n",
           "let n: Map<String, String> = { a = " + odd + " }\nlet m = n.inverted\n",
           "let m: Map<String, Int> = \"{\\\"o\u0308\\\": 1}\".parse_json()\n",
           "let m: Map<String, Int> = \"o\u0308: 1\".parse_yaml()\n",
           "let m: Map<String, Int> = \"\\\"o\u0308\\\" = 1\".parse_toml()\n",
           "let u: Url = \"http://a/?o%CC%88=1\"\nlet m = u.parameters\n",
       }) {
    Outcome outcome = analyze(text);
    EXPECT_EQ(outcome.codes(), Codes{"E0335"}) << text << "\n" << outcome.report();
  }
}

}  // namespace
}  // namespace infra::test
