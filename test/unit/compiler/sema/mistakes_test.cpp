// One mistake gives one error, with its code, under the right words.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

struct Mistake {
  const char* code;
  const char* text;
  const char* caret;
};

const Mistake kMistakes[] = {
    {"E0201", "let size = 1\nlet double = sise * 2\nlet more = double + 1", "sise"},
    {"E0201", "param x: Strin", "Strin"},
    {"E0202", "let name = 1\nlet name = 2", "name"},
    {"E0202", "output a: Int = 1\noutput a: Int = 2", "a"},
    {"E0202", "type T = { a: Int, a: Int }", "a"},
    {"E0202", "enum E { a, a }", "a"},
    {"E0203", "let file = 1", "file"},
    {"E0204", "let port = 1\nlet other: port = 1", "port"},
    {"E0204", "let x = 1\nmodule m: x { }", "x"},
    {"E0204", "type T = Int\nresource r: T { }", "T"},
    {"E0206", "import std.net { Balanser }", "Balanser"},
    {"E0207", "import std.nett { Balancer }\nresource b: Balancer { }", "std.nett"},
    {"E0209", "import shapes.cells { Cell }\nlet x: Cell = 1", "shapes.cells"},
    {"E0211", "let s = { name = 1 }\nlet t = s.nam\nlet u = t + 1", "nam"},
    {"E0211", "import std.data { Volume }\nresource d: Volume { }\noutput p: Path = d.pth", "pth"},
    {"E0213", "import std.data { Volume }\nresource d: Volume { shred = true }", "shred"},
    {"E0213", "type T = { a: Int }\nlet t: T = { a = 1, b = 2 }", "b"},
    {"E0213", "type T = { count: Int }\nlet t: T = { cuont = 1 }", "cuont"},
    {"E0214", "import std.host { File }\nresource f: File { content = \"x\" }", "f"},
    {"E0214", "type T = { a: Int, b: Int }\nlet t: T = { a = 1 }", "{ a = 1 }"},
    {"E0215", "let m: Map<String, Int> = { a = 1, a = 2 }", "a"},
    {"E0215", "let m = { a = 1, a = 2 }", "a"},
    {"E0215", "import std.data { Volume }\nresource d: Volume { shared = true, shared = true }", "shared"},
    {"E0216", "enum E { dev, prod }\nlet e: E = .production", "production"},
    {"E0216", "enum E { dev, prod }\nlet e = E.produ", "produ"},
    {"E0217", "param release: String", "release"},
    {"E0219", "let a = b\nlet b = a", "a"},
    {"E0219", "let a = a + 1", "a"},
    {"E0219", "param a: Int = b\nparam b: Int = a", "a"},
    {"E0221", "import std.data { Volume }\nresource d: Volume for n in [\"a\"] { }", "[\"a\"]"},
    {"E0221", "import std.data { Volume }\nresource d: Volume for i in 1..3 { }", "1..3"},
    {"E0221", "import std.data { Volume }\nresource d: Volume for i in 0..3 if i != 1 { }", "0..3"},
    {"E0222", "import std.data { Volume }\nparam m: Map<String, Int> = {}\nresource d: Volume for k, v in m key k { }",
     "k"},
    {"E0223", "kind T: imutable via \"fake\" version 1 { }", "imutable"},
    {"E0224", "import std.data { Volume }\nresource d: Volume { } with { protekt = true }", "protekt"},
    {"E0225", "type Node = { next: Node? }", "Node"},
    {"E0226",
     "import std.compute { Archive, Service }\nresource c: Archive { source = file(\"app.tar\") }\n"
     "resource s: Service { archive = c, port = 80 }",
     "port"},
    {"E0227", "kind Rack: persistent via \"fake\" version 1 { contains height: Int }", "height"},
    {"E0228", "enum E { a }\nlet x = E", "E"},
    {"E0228", "let f = file", "file"},
    {"E0229", "param limit: Int = 1\ntype S = { cores: Int where it <= limit }", "limit"},
    {"E0230", "let name = \"shop\".uper()", "uper"},
    {"E0231", "type L = { a: Int? }\nlet k = \"a\"\nlet l: L = { [k] = 1 }", "k"},
    {"E0232",
     "kind T: immutable via \"fake\" version 1 { unique name: String? }\nresource a: T { }\noutput n: String? = a.name",
     "name"},
    {"E0301", "param replicas: Int = \"3\"", "\"3\""},
    {"E0301", "let x = if 1 then 2 else 3", "1"},
    {"E0301", "output x: List<Int> = [1, \"2\"]", "\"2\""},
    {"E0302", "let x = [1, \"2\"]", "\"2\""},
    {"E0302", "let port = if true then 80 else \"none\"", "\"none\""},
    {"E0303", "let total = 20GiB + 5", "+"},
    {"E0303", "let s = \"a\" + \"b\"", "+"},
    {"E0303", "let s = 1 < \"b\"", "<"},
    {"E0303", "let s = 5 in 1s..=2s", "in"},
    {"E0304", "let off = !\"yes\"", "!"},
    {"E0305", "let sites = []", "[]"},
    {"E0305", "let e = .prod", ".prod"},
    {"E0306", "param name: String?\nlet g = \"Hello, ${name}\"", "name"},
    {"E0306", "param n: Int?\nlet g = n + 1", "n"},
    {"E0306", "param n: Int?\noutput g: Int = n", "n"},
    {"E0307", "enum E { a, b }\nparam e: E = .a\nlet x = match e { .a => 1 }", "e"},
    {"E0307", "param n: Int? = 1\nlet x = match n { some(v) => v }", "n"},
    {"W0307", "let x = match 3 { _ => 1, 3 => 2 }", "3 => 2"},
    {"E0308", "let x = match 3 { none => 0, _ => 1 }", "none"},
    {"E0309", "let short = \"abc\".take()", "take"},
    {"E0309", "let l: List<Int, Int> = []", "List<Int, Int>"},
    {"E0310", "let k = \"a\"\nlet m: Map<String, Int> = { a = 1, [k] = 2 }", "k"},
    {"E0310", "import std.data { Volume }\nresource d: Volume for n in [\"a\", \"a\"] key n { }", "n"},
    {"E0311", "param n: Int = 100 where it in 1..=64", "100"},
    {"E0311", "type S = { m: Int where it > 3 else \"more\" }\nlet s: S = { m = 1 }", "1"},
    {"E0312", "let p: Port = 70000", "70000"},
    {"E0312", "param n: Int = 70000\nlet p: Port = n", "n"},
    {"E0313", "param m: Map<List<String>, Int> = {}", "List<String>"},
    {"E0314", "let x = [for n in 10: n]", "10"},
    {"E0316", "let p = [1]\nlet t = \"ports: ${p}\"", "p"},
    {"E0318", "import std.data { Volume }\nresource d: Volume for i in 0..2000000 { }", "for i in 0..2000000"},
    {"E0319", "let s = { name = 1 }\nlet n = s[\"name\"]", "s"},
    {"E0320", "let ip: Ip = \"10.0.0.256\"", "\"10.0.0.256\""},
    {"E0322", "let x = 1 / 0", "1 / 0"},
    {"E0380", "let a = 1\nlet b = a()", "a"},
    {"E0381", "let a = 1\nlet b = a ?? 2", "a"},
    {"E0382", "let a = \"abc\".take(count: 2)", "count"},
    {"E0383", "let a = [for i, n in [1]: n]", "i, n"},
    {"E0384", "let k = \"a\"\nlet m = { [k] = 1 }", "k"},
    {"E0401",
     "import std.host { File }\nresource a: File { path = \"/a\", content = \"a\" }\n"
     "resource b: File if a.digest == \"sha256:0000000000000000000000000000000000000000000000000000000000000000\" "
     "{ path = \"/b\", content = \"b\" }",
     "a.digest == \"sha256:0000000000000000000000000000000000000000000000000000000000000000\""},
    {"E0402",
     "import std.data { Volume }\nparam k: Secret<String> = secret.env(\"K\")\nresource d: Volume if k == \"on\" { }",
     "k == \"on\""},
    {"E0403",
     "import std.host { File }\nparam k: Secret<String> = secret.env(\"K\")\nresource f: File { path = \"/a\", content "
     "= k }",
     "k"},
    {"E0403", "param k: Secret<String> = secret.env(\"K\")\nlet l = k.length\noutput n: Int = l + 1", "l + 1"},
    {"E0404", "param k: Secret<String> = \"hunter2\"", "\"hunter2\""},
    {"E0051", "import std.compute { Archive }\nresource c: Archive { source = file(\"none.tar\") }",
     "file(\"none.tar\")"},
    {"E0053", "import std.compute { Archive }\nresource c: Archive { source = file(\"../none.tar\") }",
     "file(\"../none.tar\")"},
    {"E0053", "import \"../x.infra\" as x\nmodule m: x { }", "\"../x.infra\""},
    {"E0053", "import \"/etc/x.infra\" as x", "\"/etc/x.infra\""},
    {"E0051", "import \"./none.infra\" as x\nmodule m: x { }\noutput o: Int = m.port", "\"./none.infra\""},
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, GiveOneErrorUnderTheRightWords) {
  Outcome outcome = analyze({{"app.infra", GetParam().text}, {"app.tar", "bytes"}});
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{GetParam().code}) << outcome.report();
  EXPECT_EQ(outcome.caret(), GetParam().caret) << outcome.report();
}

INSTANTIATE_TEST_SUITE_P(All, Mistakes, testing::ValuesIn(kMistakes));

TEST(Mistakes, SeveralAreAllReportedInOneRun) {
  Outcome outcome =
      analyze("let a = nme\nlet b: Int = \"x\"\nlet c = a + b\nparam n: Int = 9 where it < 5\nlet d = 1 / 0\n");
  EXPECT_EQ(outcome.codes(), (std::vector<std::string>{"E0201", "E0301", "E0311", "E0322"})) << outcome.report();
}

TEST(Mistakes, InOneFileDoNotHideThoseOfAnother) {
  Outcome outcome = analyze({{"app.infra", "import \"./b.infra\" as b\nmodule m: b { n = \"x\" }\nlet a = nme"},
                             {"b.infra", "param n: Int\nlet x = undefined_name\noutput o: Int = n"}});
  EXPECT_EQ(outcome.codes(), (std::vector<std::string>{"E0301", "E0201", "E0201"})) << outcome.report();
}

TEST(Mistakes, OfOneNameAreSaidWhereItStandsFirst) {
  EXPECT_EQ(analyze("let a = missing\nlet b = missing + 1\nlet c = other").codes(),
            (std::vector<std::string>{"E0201", "E0201"}));
}

TEST(Mistakes, OfATypeThatDoublesAreAboutItsSize) {
  std::string text = "type T0<A> = { a: A, b: A }\n";
  for (int i = 1; i < 40; ++i) {
    text += fmt::format("type T{}<A> = T{}<{{ x: A, y: A }}>\n", i, i - 1);
  }
  EXPECT_EQ(analyze(text + "param p: T39<Int>\n").codes(), std::vector<std::string>{"E0315"});
}

}  // namespace
}  // namespace infra::test
