// Functions: declared, generic, with a dot, as values; and that every program of them ends.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

TEST(Functions, ArePureAndTakeDefaultsAndLabels) {
  std::string before =
      "fn clamp(value: Int, low: Int = 0, high: Int = low + 10) -> Int =\n"
      "  if value < low then low else if value > high then high else value\n";
  EXPECT_EQ(evaluated("Int", "clamp(50)", before), "10");
  EXPECT_EQ(evaluated("Int", "clamp(50, 20)", before), "30");
  EXPECT_EQ(evaluated("Int", "clamp(high: 5, value: 50)", before), "5");
  EXPECT_EQ(evaluated("Int", "clamp(-3, high: 9)", before), "0");
}

TEST(Functions, WithSelfAreCalledWithADot) {
  std::string before =
      "fn slug(self: String, max: Int = 63) -> String =\n"
      "  let low = self.lower().replace(r\"[^a-z0-9]+\", \"-\");\n"
      "  low.take(max)\n";
  EXPECT_EQ(evaluated("String", "\"My Shop\".slug()", before), "\"my-shop\"");
  EXPECT_EQ(evaluated("String", "\"My Shop\".slug(max: 4)", before), "\"my-s\"");
  EXPECT_EQ(analyze(before + "output r: String = slug(\"a\")").codes(), std::vector<std::string>{"E0235"});
  EXPECT_EQ(analyze(before + "output r: String = 3.slug()").codes(), std::vector<std::string>{"E0230"});
}

TEST(Functions, AreFoundByTheTypeTheyTake) {
  std::map<std::string, std::string> files = {{"shapes.infra",
                                               "pub type Box = { width: Int, height: Int }\n"
                                               "pub fn area(self: Box) -> Int = self.width * self.height\n"
                                               "pub fn shout(self: String) -> String = self.upper() ++ suffix()\n"
                                               "fn suffix() -> String = \"!\"\n"
                                               "pub fn twice(n: Int) -> Int = n * 2\n"}};
  auto outcome = [&](const std::string& text) {
    files["app.infra"] = "import \"./shapes.infra\" as shapes\n" + text;
    return analyze(files);
  };
  Outcome area = outcome("let b: shapes.Box = { width = 2, height = 3 }\noutput result: Int = b.area()");
  EXPECT_EQ(area.report(), "");
  EXPECT_EQ(area.output("result"), "6");
  EXPECT_EQ(outcome("output result: String = \"a\".shout()").output("result"), "\"A!\"");
  EXPECT_EQ(outcome("output result: Int = shapes.twice(4)").output("result"), "8");
  EXPECT_EQ(outcome("output result: String = shapes.suffix()").codes(), std::vector<std::string>{"E0205"});
}

TEST(Functions, LetFieldsWinAndBuiltinsStay) {
  std::string before =
      "type T = { run: fn(Int) -> Int, size: Int }\n"
      "fn run(self: T) -> Int = 0\n"
      "let t: T = { run = n => n + 1, size = 2 }\n";
  EXPECT_EQ(evaluated("Int", "t.run(4)", before), "5");
  EXPECT_EQ(analyze(before + "output r: Int = t.size()").codes(), std::vector<std::string>{"E0380"});
  EXPECT_EQ(analyze("fn length(self: String) -> Int = 1").codes(), std::vector<std::string>{"E0203"});
  EXPECT_EQ(analyze("fn file(p: String) -> Int = 1").codes(), std::vector<std::string>{"E0203"});
}

TEST(Functions, AreGenericOverWhatTheirArgumentsSay) {
  std::string before =
      "fn or_else<T>(self: T?, fallback: T) -> T = match self { some(v) => v, none => fallback }\n"
      "fn pair<A, B>(a: A, b: B) -> { left: A, right: B } = { left = a, right = b }\n"
      "fn index<T>(items: List<T>, key: fn(T) -> String) -> Map<String, T> = { for i in items: [key(i)] = i }\n";
  EXPECT_EQ(evaluated("Int", "n.or_else(7)", before + "param n: Int?"), "7");
  EXPECT_EQ(evaluated("Duration", "pair(1, 30s).right", before), "30s");
  EXPECT_EQ(evaluated("Int", "index([1, 2], i => \"k${i}\")[\"k2\"]", before), "2");
  EXPECT_EQ(evaluated("Bool", "ip.or_else(\"10.0.0.1\") == \"10.0.0.1\"", before + "param ip: Ip?"), "true")
      << "a string is read as what T is bound to";
  EXPECT_EQ(analyze(before + "let x = index([], i => \"a\")").codes(), std::vector<std::string>{"E0305"});
  EXPECT_EQ(analyze("fn make<T>() -> List<T> = []\nlet x = make()").codes(), std::vector<std::string>{"E0237"});
  EXPECT_EQ(analyze("fn same<T>(a: T, b: T) -> T = a\nlet x = same(1, \"a\")").codes(),
            std::vector<std::string>{"E0302"});
  EXPECT_EQ(analyze("fn text<T>(x: T) -> String = \"${x}\"").codes(), std::vector<std::string>{"E0316"})
      << "a value of any type is only passed on";
}

TEST(Functions, GenericTypesKeepTheirDefaultsAndRules) {
  std::string before =
      "type Sized<T> = { value: T, count: Int = 1 where it > 0 }\n"
      "type Table<V> = Map<String, V>\n"
      "fn wrap<T>(value: T) -> Sized<T> = { value = value }\n";
  EXPECT_EQ(evaluated("Int", "wrap(\"a\").count", before), "1");
  EXPECT_EQ(evaluated("String", "wrap(\"a\").value", before), "\"a\"");
  EXPECT_EQ(evaluated("Int", "t[\"a\"].value", before + "let t: Table<Sized<Int>> = { a = { value = 4 } }"), "4");
  EXPECT_EQ(analyze(before + "let s: Sized<Int> = { value = 1, count = 0 }").codes(),
            std::vector<std::string>{"E0311"});
  EXPECT_EQ(analyze(before + "let s: Sized = { value = 1 }").codes(), std::vector<std::string>{"E0309"});
  EXPECT_EQ(analyze("type Index<K> = Map<K, Int>\nlet x: Index<List<Int>> = {}").codes(),
            std::vector<std::string>{"E0313"});
}

TEST(Functions, AreValuesThatArePassedOnButNeverLeave) {
  std::string before = "fn twice(f: fn(Int) -> Int, n: Int) -> Int = f(f(n))\nfn inc(n: Int) -> Int = n + 1\n";
  EXPECT_EQ(evaluated("Int", "twice(inc, 3)", before), "5");
  EXPECT_EQ(evaluated("Int", "twice(n => n * n, 3)", before), "81");
  EXPECT_EQ(evaluated("Int", "(let k = 10; twice(n => n + k, 1))", before), "21");
  EXPECT_EQ(evaluated("Int", "add(2)(3)", "fn add(a: Int) -> fn(Int) -> Int = b => a + b"), "5");
  EXPECT_EQ(evaluated("Int", "fs.map(f => f(5)).sum", before + "let fs: List<fn(Int) -> Int> = [inc, n => n * 2]"),
            "16");
  EXPECT_EQ(analyze("param f: fn(Int) -> Int").codes(), std::vector<std::string>{"E0331"});
  EXPECT_EQ(analyze(before + "output f: fn(Int) -> Int = inc").codes(), std::vector<std::string>{"E0331"});
  EXPECT_EQ(analyze("kind K: immutable via \"fake\" version 1 { f: List<fn(Int) -> Int> }").codes(),
            std::vector<std::string>{"E0331"});
  EXPECT_EQ(analyze("let f = n => n + 1").codes(), std::vector<std::string>{"E0305"});
  EXPECT_EQ(analyze(before + "let x = twice((a, b) => a, 1)").codes(), std::vector<std::string>{"E0309"});
  EXPECT_EQ(analyze(before + "let same = inc == inc").codes(), std::vector<std::string>{"E0303"});
}

TEST(Functions, DoNotNeedThemselves) {
  Outcome direct = analyze("fn f(n: Int) -> Int = f(n - 1)\noutput r: Int = f(3)");
  EXPECT_EQ(direct.codes(), std::vector<std::string>{"E0233"}) << direct.report();
  Outcome around = analyze(
      "fn even(n: Int) -> Bool = if n == 0 then true else odd(n - 1)\n"
      "fn odd(n: Int) -> Bool = if n == 0 then false else even(n - 1)\noutput r: Bool = even(4)");
  EXPECT_EQ(around.codes(), std::vector<std::string>{"E0233"}) << around.report();
  EXPECT_NE(around.report().find("`even` → `odd` → `even`"), std::string::npos) << around.report();
  EXPECT_EQ(analyze("fn f(n: Int) -> Int = [n].map(x => f(x)).sum").codes(), std::vector<std::string>{"E0233"});
  EXPECT_EQ(analyze("let base = f(1)\nfn f(n: Int) -> Int = n + base").codes(), std::vector<std::string>{"E0233"});
}

TEST(Functions, SayWhatTheyTake) {
  std::string before = "fn area(width: Int, height: Int) -> Int = width * height\n";
  EXPECT_EQ(analyze(before + "let x = area(1)").codes(), std::vector<std::string>{"E0214"});
  EXPECT_EQ(analyze(before + "let x = area(1, 2, 3)").codes(), std::vector<std::string>{"E0309"});
  EXPECT_EQ(analyze(before + "let x = area(1, hieght: 2)").codes(), std::vector<std::string>{"E0213"});
  EXPECT_EQ(analyze(before + "let x = area(1, width: 2)").codes(), std::vector<std::string>{"E0215"});
  EXPECT_EQ(analyze(before + "let x = area(1, \"a\")").codes(), std::vector<std::string>{"E0301"});
  EXPECT_EQ(analyze("fn f(a: Int, self: Int) -> Int = a").codes(), std::vector<std::string>{"E0234"});
  EXPECT_EQ(analyze("param p: Int = 1\nfn f() -> Int = p").codes(), std::vector<std::string>{"E0229"});
  Outcome inside = analyze("fn divide(n: Int) -> Int = 10 / n\noutput r: Int = divide(0)");
  EXPECT_EQ(inside.codes(), std::vector<std::string>{"E0322"});
  EXPECT_NE(inside.report().find("called from here"), std::string::npos) << inside.report();
}

TEST(Functions, OfOneNameThatBothTakeAValueAreAmbiguous) {
  Outcome outcome = analyze({{"a.infra", "pub fn tidy(self: String) -> String = self"},
                             {"b.infra", "pub fn tidy(self: String) -> String = self"},
                             {"app.infra",
                              "import \"./a.infra\" as a\nimport \"./b.infra\" as b\n"
                              "output r: String = \"x\".tidy()"}});
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0236"}) << outcome.report();
}

TEST(Functions, KeepSecretsSecret) {
  std::string before =
      "import std.compute { Archive, Service }\nparam pw: Secret<String>\n"
      "fn url(password: String) -> String = \"db://web:${password}@localhost\"\n";
  ProgramOptions given{{{"pw", "env:PW"}}};
  EXPECT_EQ(analyze(before + "output u: Secret<String> = url(pw)", given).report(), "");
  EXPECT_EQ(analyze(before + "output u: String = url(pw)", given).codes(), std::vector<std::string>{"E0403"});
  EXPECT_EQ(analyze(before + "output u: Bool = [\"a\"].any(x => x == pw)", given).codes(),
            std::vector<std::string>{"E0403"});
  EXPECT_EQ(analyze(before + "output u: Secret<Bool> = [\"a\"].any(x => x == pw)", given).report(), "");
}

}  // namespace
}  // namespace infra::test
