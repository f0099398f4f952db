// Sets, unions, refined types, and what is put in with `...`.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Codes = std::vector<std::string>;

TEST(Sets, AreListsOfDistinctItemsWhereOneIsExpected) {
  std::string before = "let zones: Set<String> = [\"c\", \"a\", \"b\"]\n";
  EXPECT_EQ(evaluated("Bool", "zones == [\"a\", \"b\", \"c\"]", before), "true");
  EXPECT_EQ(evaluated("String", "[for z in zones: z].join(\",\")", before), "\"a,b,c\"");
  EXPECT_EQ(evaluated("Bool", "\"b\" in zones", before), "true");
  EXPECT_EQ(evaluated("String", "[...zones, \"z\"].join(\",\")", before), "\"a,b,c,z\"");
  EXPECT_EQ(evaluated("String", "[for z in s: z].join(\",\")",
                      before + "let s: Set<String> = [for z in zones if z != \"b\": z.upper()]"),
            "\"A,C\"");
  EXPECT_EQ(analyze("let zones: Set<String> = [\"a\", \"b\", \"a\"]").codes(), Codes{"E0329"});
  EXPECT_EQ(analyze("let z: Set<Ip> = [\"10.0.0.1\", \"10.0.0.x\"]").codes(), Codes{"E0320"});
  EXPECT_EQ(analyze(before + "let first = zones[0]").codes(), Codes{"E0319"});
}

TEST(Sets, IterateByValueAsDeclaredAndByCodePoint) {
  EXPECT_EQ(evaluated("String", "[for n in s: \"${n}\"].join(\",\")", "let s: Set<Int> = [10, 9, -1]"), "\"-1,9,10\"");
  EXPECT_EQ(evaluated("String", "[for e in s: \"${e}\"].join(\",\")",
                      "enum Site { tyo, hkg }\nlet s: Set<Site> = [.hkg, .tyo]"),
            "\"tyo,hkg\"");
}

TEST(Sets, OfNamesAreTheirOwnKeys) {
  Outcome outcome = analyze(
      "import std.data { Volume }\nparam zones: Set<String> = [\"b\", \"a\"]\nresource d: Volume for z in zones { }");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.addresses(), (Codes{"d[\"a\"]", "d[\"b\"]"}));
  EXPECT_EQ(analyze("import std.data { Volume }\nlet zones: Set<{ n: Int }> = [{ n = 1 }]\n"
                    "resource d: Volume for z in zones { }")
                .codes(),
            Codes{"E0221"});
}

TEST(Sets, ComeFromJson) {
  std::string text = "param zones: Set<String>\noutput n: Int = [for z in zones: z].length";
  EXPECT_EQ(analyze(text, {{}, R"({"zones": ["b", "a"]})"}).output("n"), "2");
  EXPECT_EQ(analyze(text, {{}, R"({"zones": ["a", "a"]})"}).codes(), Codes{"E0317"});
  EXPECT_EQ(analyze(text, {{{"zones", "[\"a\"]"}}}).output("n"), "1");
}

TEST(Unions, TakeALiteralThatFitsOneMember) {
  std::string before = "type Rule = { port: Int }\ntype Target = Ip | Rule | Bool\n";
  EXPECT_EQ(evaluated("Target", "\"10.0.0.1\"", before), "\"10.0.0.1\"");
  EXPECT_EQ(evaluated("Target", "{ port = 1 }", before), "a record");
  EXPECT_EQ(evaluated("List<Target>", "[true, \"10.0.0.1\", { port = 1 }]", before), "a list of 3");
  EXPECT_EQ(evaluated("Target?", "none", before), "none");
  EXPECT_EQ(analyze(before + "let t: Target = { prot = 1 }").codes(), Codes{"E0213"}) << "one form, one full message";
  EXPECT_EQ(analyze("let x: Ip | String = \"10.0.0.1\"").codes(), Codes{"E0330"});
  EXPECT_EQ(analyze("let x: Ip | Url = \"nowhere\"").codes(), Codes{"E0330"});
  EXPECT_EQ(analyze("let x: Ip | Bool = 3").codes(), Codes{"E0330"});
  EXPECT_EQ(analyze("let a: Ip = \"10.0.0.1\"\nlet x: Ip | String = a").report(), "");
}

TEST(Unions, RecordsAreToldApartByTheNamesOfTheirFields) {
  std::string before =
      "type Disk = { size: Int, kind: String = \"ssd\" }\ntype Zone = { name: String, size: Int? }\n"
      "let base = { name = \"z\" }\n";
  EXPECT_EQ(evaluated("List<Disk | Zone>", "[{ size = 1 }, { name = \"a\" }, { name = \"b\", size = 2 }]", before),
            "a list of 3");
  EXPECT_EQ(analyze(before + "let x: Disk | Zone = { size = 1, kind = 2 }").codes(), Codes{"E0301"})
      << "what is wrong in the one that it must be is said";
  EXPECT_EQ(analyze(before + "let x: Disk | Zone = { sizes = 1 }").codes(), Codes{"E0330"});
  EXPECT_EQ(analyze(before + "let x: Disk | Zone = { ...base, size = 1 }").report(), "");
}

TEST(Unions, AreOnlyPassedOn) {
  std::string before = "let x: Ip | Bool = true\n";
  EXPECT_EQ(analyze(before + "let y: Ip | Bool | Url = x").report(), "");
  EXPECT_EQ(analyze(before + "let y: Bool = x").codes(), Codes{"E0301"});
  EXPECT_EQ(analyze(before + "let y = \"${x}\"").codes(), Codes{"E0316"});
  EXPECT_EQ(analyze(before + "let y = x && true").codes(), Codes{"E0301"});
}

TEST(Unions, ComeFromOutside) {
  std::string text = "param x: Int | Bool | Ip\noutput result: Int | Bool | Ip = x";
  EXPECT_EQ(analyze(text, {{}, R"({"x": 3})"}).output("result"), "3");
  EXPECT_EQ(analyze(text, {{}, R"({"x": "10.0.0.1"})"}).output("result"), "\"10.0.0.1\"");
  EXPECT_EQ(analyze(text, {{}, R"({"x": "here"})"}).codes(), Codes{"E0317"});
  EXPECT_EQ(analyze("param x: String | Ip", {{}, R"({"x": "10.0.0.1"})"}).codes(), Codes{"E0317"});
  EXPECT_EQ(analyze(text, {{{"x", "true"}}}).output("result"), "true");
}

TEST(Refinements, AreAskedOfValues) {
  std::string before = "type Count = (Int where it > 0 else \"at least one\")\n";
  EXPECT_EQ(evaluated("Count", "3", before), "3");
  EXPECT_EQ(evaluated("Int", "c + 1", before + "let c: Count = 3"), "4") << "a refined type is its base";
  EXPECT_EQ(analyze(before + "let c: Count = 0").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "param n: Int = 0\nlet c: Count = n").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "param cs: List<Count> = [1, 0]").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "type T = { n: Count? }\nlet t: T = { n = -1 }").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "param c: Count", {{}, R"({"c": 0})"}).codes(), Codes{"E0311"});
  EXPECT_EQ(analyze("param ns: List<(Int where it > 0)> = [1, 2, -3]").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "fn half(c: Count) -> Int = c / 2\nlet x = half(0)").codes(), Codes{"E0311"});
}

TEST(Refinements, NeedNoParenthesesInAType) {
  std::string before = "type Count = Int where it > 0 where it < 10 else \"at most nine\"\n";
  EXPECT_EQ(evaluated("Count", "3", before), "3");
  EXPECT_EQ(analyze(before + "let c: Count = 0").codes(), Codes{"E0311"});
  EXPECT_NE(analyze(before + "let c: Count = 10").report().find("at most nine"), std::string::npos);
  EXPECT_EQ(analyze("type R = { lo: Int, hi: Int } where it.lo <= it.hi\nlet r: R = { lo = 2, hi = 1 }").codes(),
            Codes{"E0311"});
  EXPECT_EQ(analyze("type Few<T> = List<T> where it.length < 2\nlet a: Few<Int> = [1, 2]").codes(), Codes{"E0311"});
}

TEST(Refinements, OfParamsThatContradictAreErrorsOfTheModule) {
  auto codes = [](const std::string& text) { return analyze(text, {{}, {}, false}).codes(); };
  const Codes never = {"E0311"}, perhaps = {};
  EXPECT_EQ(codes("param n: Int where it > 5 where it < 5"), never);
  EXPECT_EQ(codes("param n: Int where it > 5 where it < 7"), perhaps);
  EXPECT_EQ(codes("param n: Int where it > 5 && it < 7 && it != 6"), never);
  EXPECT_EQ(codes("param n: Int where it in 1..=3 where it in [4, 5]"), never);
  EXPECT_EQ(codes("param n: Int where it in 1..=3 where it in [3, 4]"), perhaps);
  EXPECT_EQ(codes("param n: Int where it < 0 || it > 9 where it in 2..5"), never);
  EXPECT_EQ(codes("param n: Int where it < 0 || it > 9 where it in 2..=10"), perhaps);
  EXPECT_EQ(codes("param n: Int where !(it >= 3) where it == 3"), never);
  EXPECT_EQ(codes("param p: Port where it > 65535"), never);
  EXPECT_EQ(codes("param p: Port where it >= 65535"), perhaps);
  EXPECT_EQ(codes("param s: Size where it >= 4GiB where it <= 2GiB"), never);
  EXPECT_EQ(codes("param x: Float where it > 1 where it < 2"), perhaps) << "there are numbers between";
  EXPECT_EQ(codes("param s: String where it.length > 63 where it.length < 8"), never);
  EXPECT_EQ(codes("param s: String where it == \"a\" where it != \"a\""), never);
  EXPECT_EQ(codes("enum E { dev, prod }\nparam e: E where it != .dev where it != .prod"), never);
  EXPECT_EQ(codes("enum E { dev, prod, test }\nparam e: E where it != .dev where it != .prod"), perhaps);
  EXPECT_EQ(codes("param b: Bool where it where !it"), never);
  EXPECT_EQ(codes("type Big = Int where it > 9\nparam n: Big where it < 5"), never);
  EXPECT_EQ(codes("type Never = Int where it > 9 where it < 5\nparam n: Never"), never);
  EXPECT_EQ(codes("param a: Int where it > b\nparam b: Int where it > a"), never);
}

TEST(Refinements, OfWhatIsDeferredAreChecksOfThePlan) {
  Outcome outcome = analyze({{"app.infra",
                              "import std.compute { Archive, Service }\ntype Count = (Int where it > 0)\n"
                              "kind Pool: immutable via \"fake\" version 1 { size: Count, spare: Count? }\n"
                              "resource a: Archive { source = file(\"app.tar\") }\n"
                              "resource s: Service { archive = a }\nresource p: Pool { size = s.count }\n"},
                             {"app.tar", "x"}});
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.checks.size(), 1u);
  EXPECT_EQ(outcome.analysis->model.checks[0].subject, "`Count`");
  EXPECT_EQ(outcome.analysis->model.checks[0].address, "p");
}

TEST(Refinements, OfSecretsSeeTheInside) {
  std::string text = "type Strong = (String where it.length >= 12)\nparam pw: Secret<Strong>\n";
  Outcome outcome = analyze(text, {{{"pw", "env:PW"}}});
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.checks.size(), 1u);
}

TEST(Rules, OfPayloadsAreAskedOfValuesFromOutside) {
  std::string text =
      "enum Health { tcp(port: (Int where it > 1024)), off }\nparam h: Health\noutput r: Bool = h == .off";
  EXPECT_EQ(analyze(text, {{}, R"({"h": {"tcp": {"port": 80}}})"}).codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(text, {{}, R"({"h": {"tcp": {"port": 8080}}})"}).report(), "");
}

TEST(Rules, OfPayloadsStandAtTheirPartsAndSeeTheOthers) {
  std::string before =
      "enum Health { http(port: Port where it >= 1024 else \"no privilege\", every: Duration = 10s where it < 1m),"
      " range(low: Int, high: Int where it > low), command(List<String> where it.length > 0) }\n";
  EXPECT_EQ(analyze(before + "let h: Health = .http(port: 8080)\nlet r: Health = .range(low: 1, high: 2)").report(),
            "");
  EXPECT_EQ(
      evaluated("Duration", "match h { .http(_, e) => e, _ => 0s }", before + "let h: Health = .http(port: 8080)"),
      "10s");
  EXPECT_NE(analyze(before + "let h: Health = .http(port: 80)").report().find("no privilege"), std::string::npos);
  EXPECT_EQ(analyze(before + "let h: Health = .http(port: 8080, every: 2m)").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "let h: Health = .range(low: 2, high: 2)").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "let h: Health = .command([])").codes(), Codes{"E0311"});
  EXPECT_EQ(analyze(before + "param h: Health", {{}, R"({"h": {"range": {"low": 2, "high": 1}}})"}).codes(),
            Codes{"E0311"});
}

TEST(Defaults, ThatNeedTheirOwnRecordAreACycle) {
  auto outcome = [](const std::string& text) { return analyze(text); };
  Outcome through_fn =
      outcome("type T = { a: Int = f() }\nfn make() -> T = {}\nfn f() -> Int = make().a\nlet x: T = {}");
  EXPECT_EQ(through_fn.codes(), Codes{"E0233"});
  EXPECT_NE(through_fn.report().find("the default of `T.a`"), std::string::npos) << through_fn.report();
  EXPECT_EQ(outcome("fn make() -> T = {}\ntype T = { a: List<Int> = [make().a.length] }").codes(), Codes{"E0233"});
  EXPECT_EQ(
      outcome("enum E { m(a: Int = n()), o }\nfn made() -> E = .m()\nfn n() -> Int = if made() == .o then 1 else 2")
          .codes(),
      Codes{"E0233"});
  EXPECT_EQ(outcome("type C = Int where ok(it)\nfn ok(c: C) -> Bool = c > 1\nlet c: C = 3").codes(), Codes{"E0219"});
  EXPECT_EQ(outcome("type T = { a: Int where g() }\nfn g() -> Bool = made().a > 0\nfn made() -> T = { a = 1 }").codes(),
            Codes{"E0233"});
}

TEST(Spread, PutsListsIntoLists) {
  EXPECT_EQ(evaluated("String", "[...a, \"m\", ...b].join(\"\")", "let a = [\"x\", \"y\"]\nlet b: List<String> = []"),
            "\"xym\"");
  EXPECT_EQ(evaluated("List<Ip>", "[...a, \"10.0.0.2\"]", "let a: List<Ip> = [\"10.0.0.1\"]"), "a list of 2");
  EXPECT_EQ(analyze("let a = 1\nlet b = [...a]").codes(), Codes{"E0332"});
  EXPECT_EQ(analyze("let a = [1]\nlet b = [...a, \"x\"]").codes(), Codes{"E0302"});
  EXPECT_EQ(analyze("param a: List<Int>?\nlet b = [...a]").codes(), Codes{"E0306"});
}

TEST(Spread, PutsFieldsIntoRecords) {
  std::string before =
      "type Ports = { http: Port, https: Port = 443, admin: Port? }\n"
      "let defaults: Ports = { http = 80, https = 444 }\n";
  EXPECT_EQ(evaluated("Port", "p.https", before + "let p = { ...defaults, https = 443 }"), "443");
  EXPECT_EQ(evaluated("Port", "p.http", before + "let p: Ports = { ...defaults, admin = 9000 }"), "80");
  EXPECT_EQ(evaluated("Port", "p.https", before + "let p: Ports = { ...{ http = 1 } }"), "443");
  EXPECT_EQ(analyze(before + "let p: Ports = { ...{ htp = 1 } }").codes(), Codes{"E0213"});
  EXPECT_EQ(analyze(before + "let p = { https = 1, ...defaults }").codes(), Codes{"E0215"});
  EXPECT_EQ(analyze(before + "let p: Ports = { ...3 }").codes(), Codes{"E0332"});
}

TEST(Spread, PutsEntriesIntoMaps) {
  std::string before = "let base: Map<String, Int> = { a = 1, b = 2 }\n";
  EXPECT_EQ(evaluated("Int", "m[\"a\"] * 10 + m[\"b\"]", before + "let m = { ...base, b = 7 }"), "17");
  EXPECT_EQ(evaluated("Int", "m[\"b\"]", before + "let m: Map<String, Int> = { b = 7, ...base }"), "2");
}

TEST(Spread, GivesInputsOfResources) {
  std::string before = "import std.data { Volume }\nlet common = { shared = true, size = 2GiB }\n";
  Outcome outcome = analyze(before + "resource d: Volume { ...common, size = 1GiB }");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.input("d", "size"), "1GiB");
  EXPECT_EQ(outcome.input("d", "shared"), "true");
  EXPECT_EQ(analyze(before + "resource d: Volume { ...{ sized = 1 } }").codes(), Codes{"E0213"});
  EXPECT_EQ(analyze(before + "resource d: Volume { } with { ...common }").codes(), Codes{"E0238"});
}

TEST(MapComprehensions, NameEachItemOnce) {
  std::string before =
      "type Server = { site: String, ip: Ip }\n"
      "let servers: List<Server> = [{ site = \"b\", ip = \"10.0.0.2\" }, { site = \"a\", ip = \"10.0.0.1\" }]\n";
  EXPECT_EQ(evaluated("String", "by_ip[\"10.0.0.2\"].site",
                      before + "let by_ip: Map<Ip, Server> = { for s in servers: [s.ip] = s }"),
            "\"b\"");
  EXPECT_EQ(evaluated("Int", "{ for s in servers if s.site == \"a\": [s.site] = 1 }.length", before), "1");
  EXPECT_EQ(evaluated("Int", "m[\"a\"]", "let n: Map<String, Int> = { a = 1 }\nlet m = { for k, v in n: [k] = v + 1 }"),
            "2");
  EXPECT_EQ(analyze(before + "let m = { for s in servers: [\"x\"] = s }").codes(), Codes{"E0310"});
  EXPECT_EQ(analyze(before + "let m = { for s in servers: [[1]] = s }").codes(), Codes{"E0313"});
}

TEST(Optionals, ArePassedOnAndNarrowed) {
  std::string before = "type S = { site: String, next: String? }\nparam s: S?\n";
  ProgramOptions none, some{{}, R"({"s": {"site": "hkg"}})"};
  auto result = [&](const std::string& type, const std::string& expression, const ProgramOptions& options) {
    Outcome outcome = analyze(before + "output result: " + type + " = " + expression, options);
    return outcome.diagnostics.empty() ? outcome.output("result") : outcome.report();
  };
  EXPECT_EQ(result("String?", "s?.site", none), "none");
  EXPECT_EQ(result("String?", "s?.site", some), "\"hkg\"");
  EXPECT_EQ(result("String?", "s?.next", some), "none");
  EXPECT_EQ(result("Int", "s?.site?.length ?? 0", some), "3");
  EXPECT_EQ(result("Bool", "s?.site?.starts_with(\"h\") ?? false", some), "true");
  EXPECT_EQ(result("String", "if let x = s then x.site else \"-\"", none), "\"-\"");
  EXPECT_EQ(result("String", "if let x = s then x.site else \"-\"", some), "\"hkg\"");
  EXPECT_EQ(analyze(before + "let a = s.site").codes(), Codes{"E0306"});
  EXPECT_EQ(analyze("let n = 1\nlet a = n?.length").codes(), Codes{"E0381"});
  EXPECT_EQ(analyze("let n = 1\nlet a = if let x = n then x else 2").codes(), Codes{"E0381"});
}

TEST(Matches, CoverEveryUnionOfCases) {
  std::string before = "enum H { http(port: Port), off }\nlet h: H? = .http(80)\n";
  EXPECT_EQ(evaluated("Int", "if let .http(p) = h then p else 0", before), "80");
  EXPECT_EQ(evaluated("Int", "match h { some(.http(p)) => p, some(.off) => 1, none => 0 }", before), "80");
  EXPECT_EQ(analyze(before + "let x = match h { some(.off) => 1, none => 0 }").codes(), Codes{"E0307"});
}

TEST(Texts, AreEmbedded) {
  std::map<std::string, std::string> files = {{"app.infra", "output t: String = embed(\"motd.txt\")"},
                                              {"motd.txt", "welcome\n"}};
  EXPECT_EQ(analyze(files).output("t"), "\"welcome\\n\"");
  files["motd.txt"] = std::string((1 << 20) + 1, 'a');
  EXPECT_EQ(analyze(files).codes(), Codes{"E0333"});
  files["motd.txt"] = "\xFF\xFE";
  EXPECT_EQ(analyze(files).codes(), Codes{"E0334"});
  files.erase("motd.txt");
  EXPECT_EQ(analyze(files).codes(), Codes{"E0051"});
}

TEST(Keys, AreInNormalFormC) {
  std::string decomposed = "u\xCC\x88";
  EXPECT_EQ(analyze("let k = \"" + decomposed + "\"\nlet m: Map<String, Int> = { a = 0, [k] = 1 }").codes(),
            Codes{"E0335"});
  EXPECT_EQ(analyze("let m = { for k in [\"" + decomposed + "\"]: [k] = 1 }").codes(), Codes{"E0335"});
  EXPECT_EQ(analyze("param m: Map<String, Int>", {{}, "{\"m\": {\"" + decomposed + "\": 1}}"}).codes(), Codes{"E0317"});
}

}  // namespace
}  // namespace infra::test
