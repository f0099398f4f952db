// What expressions are worth, as a user would write and read them.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

TEST(Values, LiteralsTakeTheTypeThatIsExpected) {
  EXPECT_EQ(evaluated("Float", "2"), "2");
  EXPECT_EQ(evaluated("Int?", "2"), "2");
  EXPECT_EQ(evaluated("Port", "443"), "443");
  EXPECT_EQ(evaluated("Cidr", "\"10.20.0.0/16\""), "\"10.20.0.0/16\"");
  EXPECT_EQ(evaluated("Ip", "\"10.0.0.${1 + 1}\""), "\"10.0.0.2\"");
  EXPECT_EQ(evaluated("List<Port>", "[80, 443]"), "a list of 2");
}

TEST(Values, ArithmeticKeepsUnits) {
  EXPECT_EQ(evaluated("Size", "8GiB / 2"), "4GiB");
  EXPECT_EQ(evaluated("Size", "2 * 1GiB"), "2GiB");
  EXPECT_EQ(evaluated("Int", "1h / 1s"), "3600");
  EXPECT_EQ(evaluated("Duration", "1m + 30s"), "90s");
  EXPECT_EQ(evaluated("Int", "-7 / 2"), "-3");
  EXPECT_EQ(evaluated("Bool", "90s > 1m && 1GiB < 2GiB"), "true");
  EXPECT_EQ(evaluated("Bool", "30s in 10s..=1m"), "true");
  EXPECT_EQ(evaluated("Bool", "5 in 1..5"), "false");
}

TEST(Values, ComparisonsReadTextAsWhatItIsComparedWith) {
  EXPECT_EQ(evaluated("Bool", "v < \"1.10.0\"", "let v: Version = \"1.9.0\""), "true");
  EXPECT_EQ(evaluated("Bool", "a == \"10.0.0.1\"", "let a: Ip = \"10.0.0.1\""), "true");
  EXPECT_EQ(evaluated("Bool", "e == .b", "enum E { a, b }\nlet e: E = .b"), "true");
  EXPECT_EQ(evaluated("Bool", "e in [.a, .b]", "enum E { a, b }\nlet e: E = .b"), "true");
}

TEST(Values, OptionalsAreHandled) {
  std::string some = "param n: Int? = 4";
  std::string none = "param n: Int?";
  EXPECT_EQ(evaluated("Int", "n ?? 7", some), "4");
  EXPECT_EQ(evaluated("Int", "n ?? 7", none), "7");
  EXPECT_EQ(evaluated("Int", "match n { some(v) => v + 1, none => 0 }", some), "5");
  EXPECT_EQ(evaluated("Int", "match n { some(v) => v + 1, none => 0 }", none), "0");
  EXPECT_EQ(evaluated("Bool", "n == none", none), "true");
}

TEST(Values, MatchTakesApartEnumsAndTheirPayloads) {
  std::string before = "enum Health { http(port: Port, path: Path), tcp(port: Port), command(List<String>) }\n";
  std::string match = "match h { .http(p, _) => p, .tcp(port: q) => q, .command(c) => c.length }";
  EXPECT_EQ(evaluated("Int", match, before + "let h: Health = .http(port: 8080, path: \"/\")"), "8080");
  EXPECT_EQ(evaluated("Int", match, before + "let h = Health.tcp(9090)"), "9090");
  EXPECT_EQ(evaluated("Int", match, before + "let h: Health = .command([\"a\", \"b\"])"), "2");
  EXPECT_EQ(evaluated("String", "match 3 { 1 => \"one\", 3 => \"three\", _ => \"many\" }"), "\"three\"");
}

TEST(Values, RecordsHaveDefaultsAndOptionalsMayBeLeftOut) {
  std::string before =
      "type Server = { name: String, memory: Size = 8GiB where it >= 4GiB, note: String? }\n"
      "let s: Server = { name = \"a\" }\nlet t: Server = { name = \"b\", memory = 4GiB, note = \"x\" }\n";
  EXPECT_EQ(evaluated("Size", "s.memory", before), "8GiB");
  EXPECT_EQ(evaluated("String", "s.note ?? \"none\"", before), "\"none\"");
  EXPECT_EQ(evaluated("String", "t.note ?? \"none\"", before), "\"x\"");
  EXPECT_EQ(evaluated("String", "[for x in [s, t]: x.name].join(\",\")", before), "\"a,b\"");
}

TEST(Values, MapsGoInTheOrderOfTheirKeys) {
  std::string before = "let m: Map<String, Int> = { b = 2, a = 1, \"c d\" = 3, [\"e\"] = 4 }\n";
  EXPECT_EQ(evaluated("String", "[for k, v in m: \"${k}${v}\"].join(\" \")", before), "\"a1 b2 c d3 e4\"");
  EXPECT_EQ(evaluated("String", "[for v in m if v > 1: \"${v}\"].join(\" \")", before), "\"2 3 4\"");
  EXPECT_EQ(evaluated("Int", "m[\"c d\"]", before), "3");
  EXPECT_EQ(evaluated("Bool", "\"a\" in m", before), "true");
}

TEST(Values, TheRightSideOfAnEntryNeverSeesTheEntries) { EXPECT_EQ(evaluated("Int", "{ x = x }.x", "let x = 5"), "5"); }

TEST(Values, InnerNamesAreNearer) {
  EXPECT_EQ(evaluated("Int", "(let x = 1; x + 1)", "let x = 5"), "2");
  EXPECT_EQ(evaluated("String", "[for x in 0..3: \"${x}\"].join(\"\")", "let x = 5"), "\"012\"");
}

TEST(Values, DeclarationsStandInAnyOrder) {
  EXPECT_EQ(evaluated("Int", "a", "let a = b + 1\nlet b = c * 2\nlet c = 3"), "7");
}

TEST(Values, AResultMakesWhatIsComputedFromItDeferred) {
  Outcome outcome = analyze(
      "import std.compute { Archive, Service }\nresource c: Archive { source = file(\"app.tar\") }\n"
      "resource s: Service { archive = c }\noutput a: String = \"http://${s.url}/\"\n"
      "output b: Int = match s.names.first { some(x) => x.length, none => 0 }\n"
      "output c: List<String> = [for n in s.names if n != \"x\": n.upper()]\n"
      "output d: Int = if s.ready then 1 else 2\n");
  EXPECT_EQ(outcome.codes(), (std::vector<std::string>{"E0051"})) << outcome.report();
  for (const char* name : {"a", "b", "c", "d"})
    EXPECT_EQ(outcome.output(name), "known only when it is deployed") << name;
}

TEST(Values, ConstantLetsOfOtherFilesCanBeRead) {
  Outcome outcome = analyze({{"app.infra", "import \"./b.infra\" as b\noutput o: Int = b.limit + 1"},
                             {"b.infra", "param p: Int\nlet base = 40\npub let limit = base + 1"}});
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.output("o"), "42");
}

}  // namespace
}  // namespace infra::test
