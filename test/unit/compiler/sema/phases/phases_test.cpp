// What decides the shape of a plan is known, or the error shows the whole way to why it is not.
#include <gtest/gtest.h>

#include "compiler/sema/print.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

const char* const kHost =
    "kind Host: immutable via \"fake\" version 1 { name: String = \"h\" } -> { names: List<String>, count: Int, ok: "
    "Bool }\n";
const char* const kShop =
    "kind Thing: immutable via \"fake\" version 1 { name: String } -> { }\n"
    "param hosts: List<String>\nresource t: Thing for h in hosts key h { name = h }\n";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Phases, ADeferredArgumentThatShapesAModuleIsRefusedWithTheWholeChain) {
  Outcome outcome = analyze({{"app.infra", std::string("import \"./shop.infra\" as shop\n") + kHost +
                                               "resource db: Host { }\nmodule store: shop { hosts = db.names }"},
                             {"shop.infra", kShop}});
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << outcome.report();
  EXPECT_EQ(outcome.caret(), "db.names");
  EXPECT_TRUE(contains(outcome.report(), "`hosts` must be known because it decides how many `t` there are"))
      << outcome.report();
  EXPECT_TRUE(contains(outcome.report(), "`hosts` is given `db.names`")) << outcome.report();
  EXPECT_TRUE(contains(outcome.report(), "`db.names` is a result of a resource, known only when it is deployed"));
}

TEST(Phases, TheChainGoesThroughLetsOutputsAndModules) {
  Outcome outcome =
      analyze({{"app.infra", std::string("import \"./shop.infra\" as shop\nimport \"./mid.infra\" as mid\n") + kHost +
                                 "resource db: Host { }\nlet names = db.names\nmodule m: mid { input = names }\n"
                                 "module store: shop { hosts = m.list }"},
               {"mid.infra", "param input: List<String>\noutput list: List<String> = [for x in input: \"${x}!\"]"},
               {"shop.infra", kShop}});
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << outcome.report();
  for (const char* link : {"`hosts` must be known", "`hosts` is given `m.list`", "the output `list` is this",
                           "`input` is given `names`", "`names` is this", "`db.names` is a result"}) {
    EXPECT_TRUE(contains(outcome.report(), link)) << link << "\n" << outcome.report();
  }
}

TEST(Phases, ParamsThatMustBeKnownAreInferredAcrossModules) {
  Outcome outcome =
      analyze({{"app.infra",
                "import \"./outer.infra\" as outer\nparam names: List<String> = [\"a\"]\nparam other: Int = 1\n"
                "module o: outer { list = names, x = other }"},
               {"outer.infra",
                "import \"./shop.infra\" as shop\nparam list: List<String>\nparam x: Int\n"
                "module s: shop { hosts = list }"},
               {"shop.infra", kShop}});
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  std::string types = sema::print_types(outcome.analysis->program, outcome.sources);
  EXPECT_TRUE(contains(types, "param names: List<String>  // must be known")) << types;
  EXPECT_TRUE(contains(types, "param other: Int  // known or deferred")) << types;
}

TEST(Phases, AListIsKnownWhenItsLengthIsWhateverItsItemsAre) {
  std::string before = std::string(kHost) + "resource db: Host { }\n";
  EXPECT_TRUE(analyze(before + "let l = [db.count, 2]\nresource x: Host for i in 0..l.length { }").diagnostics.empty());
  EXPECT_EQ(analyze(before + "let l = [db.count, 2]\nresource x: Host for i in 0..l[0] { }").codes(),
            std::vector<std::string>{"E0401"});
  EXPECT_TRUE(
      analyze(before + "let r = { n = 3, m = db.count }\nresource x: Host for i in 0..r.n { }").diagnostics.empty());
  EXPECT_EQ(analyze(before + "let r = { n = 3, m = db.count }\nresource x: Host for i in 0..r.m { }").codes(),
            std::vector<std::string>{"E0401"});
}

TEST(Phases, EachItemHasAPhaseOfItsOwn) {
  const std::string before = std::string(kHost) +
                             "resource db: Host { }\nlet l = [db.ok, true]\nlet no = false\n"
                             "let t: Map<String, String> = { a = db.name, b = \"y\", c = \"${db.count}\" }\n";
  for (const char* known : {
           "resource x: Host if l[1] { }",
           "resource x: Host if t[\"b\"] == \"y\" { }",
           "resource x: Host for k in t.keys key k { }",
           "resource x: Host if db.ok && false { }",
           "resource x: Host if db.ok && no { }",
           "resource x: Host if true || db.ok { }",
           "let o: Bool? = db.ok\nresource x: Host if o != none { }",
           "let o: Bool? = db.ok\nresource x: Host if match o { some(_) => true, none => false } { }",
       }) {
    Outcome outcome = analyze(before + known + "\n");
    EXPECT_TRUE(outcome.diagnostics.empty()) << known << "\n" << outcome.report();
  }
  for (const char* deferred : {
           "resource x: Host if l[0] { }",
           "resource x: Host if l.reversed[1] { }",
           "resource x: Host if (l ++ [true])[0] { }",
           "resource x: Host if t[\"c\"] == \"y\" { }",
           "resource x: Host for k in t.values key k { }",
           "resource x: Host if db.ok && true { }",
           "let o: Bool? = if db.ok then true else none\nresource x: Host if o != none { }",
           "resource x: Host if db.names.first != none { }",
       }) {
    Outcome outcome = analyze(before + deferred + "\n");
    EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << deferred << "\n" << outcome.report();
    EXPECT_TRUE(contains(outcome.report(), "is a result of a resource")) << outcome.report();
  }
}

TEST(Phases, WhetherAnArgumentIsGivenIsKnownWhateverItIs) {
  std::map<std::string, std::string> files = {
      {"shop.infra",
       "kind Thing: immutable via \"fake\" version 1 { name: String } -> { }\nparam host: String?\n"
       "resource t: Thing if host != none { name = host ?? \"\" }\n"}};
  files["app.infra"] = std::string("import \"./shop.infra\" as shop\n") + kHost +
                       "resource db: Host { }\nmodule s: shop { host = \"${db.count}\" }\n";
  EXPECT_TRUE(analyze(files).diagnostics.empty()) << analyze(files).report();
  files["app.infra"] = std::string("import \"./shop.infra\" as shop\n") + kHost +
                       "resource db: Host { }\nmodule s: shop { host = if db.ok then \"a\" else none }\n";
  EXPECT_EQ(analyze(files).codes(), std::vector<std::string>{"E0401"}) << analyze(files).report();
}

TEST(Phases, WhatMayNotExistIsLookedForLater) {
  Outcome outcome = analyze(
      "import std.data { Volume }\nkind Zone: persistent via \"fake\" version 1 { find name: String } -> { ok: Bool }\n"
      "existing base: Zone? { name = \"z\" }\nresource v: Volume if base != none { }\n");
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << outcome.report();
  EXPECT_TRUE(contains(outcome.report(), "`base` is looked for when it is deployed")) << outcome.report();
  EXPECT_FALSE(contains(outcome.report(), "exists?")) << outcome.report();
}

TEST(Phases, WhatIsReadIsKnownOrTheWholeWayIsShown) {
  std::map<std::string, std::string> files = {{"m.infra", "param path: String\noutput text: String = embed(path)\n"},
                                              {"a.txt", "hello"}};
  const std::string before = std::string("import \"./m.infra\" as m\n") + kHost + "resource db: Host { }\n";
  files["app.infra"] = before + "module x: m { path = \"a.txt\" }\n";
  EXPECT_TRUE(analyze(files).diagnostics.empty()) << analyze(files).report();
  files["app.infra"] = before + "let name = \"${db.count}.txt\"\nmodule x: m { path = name }\n";
  Outcome outcome = analyze(files);
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << outcome.report();
  EXPECT_EQ(outcome.caret(), "name") << outcome.report();
  for (const char* link : {"`path` must be known because it decides which file is read", "`path` is given `name`",
                           "`name` is this", "`db.count` is a result"}) {
    EXPECT_TRUE(contains(outcome.report(), link)) << link << "\n" << outcome.report();
  }
}

TEST(Phases, SettingsAndLimitsAreKnownOrTheWholeWayIsShown) {
  const std::string before = std::string(kHost) + "resource db: Host { }\nlet flag = db.ok\nlet many = db.count\n";
  for (const char* text :
       {"resource x: Host { } with { protect = flag }\n", "resource x: Host { } with { timeout = 1s * many }\n",
        "resource x: Host for i in 0..3 { } with { rollout = { batch = many } }\n", "limit { removals = many }\n"}) {
    Outcome outcome = analyze(before + text);
    EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << text << outcome.report();
    EXPECT_TRUE(contains(outcome.report(), "must be known because it decides")) << outcome.report();
    EXPECT_TRUE(contains(outcome.report(), "is a result of a resource")) << outcome.report();
  }
}

TEST(Phases, ResourcesMadeFromResourcesAreKnown) {
  Outcome outcome = analyze(std::string(kHost) +
                            "resource a: Host for i in 0..2 { }\n"
                            "let all = [for x in a: x.name]\nresource b: Host for n in all key \"k${n}\" { }");
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0310"}) << outcome.report();
}

TEST(Phases, ModuleConditionsAndKeysMustBeKnown) {
  std::map<std::string, std::string> files = {{"shop.infra", kShop}};
  files["app.infra"] = std::string("import \"./shop.infra\" as shop\n") + kHost +
                       "resource db: Host { }\nmodule s: shop if db.ok { hosts = [] }";
  EXPECT_EQ(analyze(files).codes(), std::vector<std::string>{"E0401"});
  files["app.infra"] = std::string("import \"./shop.infra\" as shop\n") + kHost +
                       "resource db: Host { }\nmodule s: shop for i in [1] key \"${i}${db.count}\" { hosts = [] }";
  EXPECT_EQ(analyze(files).codes(), std::vector<std::string>{"E0401"});
}

TEST(Phases, OneDeferredArgumentIsOneError) {
  Outcome outcome =
      analyze({{"app.infra", std::string("import \"./shop.infra\" as shop\n") + kHost +
                                 "resource db: Host { }\nmodule store: shop { hosts = db.names }"},
               {"shop.infra", std::string(kShop) + "resource u: Thing for h in hosts key h { name = h }"}});
  EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0401"}) << outcome.report();
}

TEST(Secrets, TaintWhatIsComputedFromThemAndReachOnlyWhatAcceptsThem) {
  std::string before =
      "import std.compute { Archive, Service }\nparam pw: Secret<String>\n"
      "resource c: Archive { source = file(\"app.tar\") }\n";
  auto run = [&](const std::string& text) {
    return analyze({{"app.infra", before + text}, {"app.tar", "x"}}, {.params = {{"pw", "env:PW"}}});
  };
  Outcome fits =
      run("resource s: Service { archive = c, env = { A = pw, B = \"plain\", C = \"x-${pw}\" } }\noutput p: "
          "Secret<String> = pw");
  EXPECT_TRUE(fits.diagnostics.empty()) << fits.report();
  EXPECT_EQ(fits.output("p"), "<secret>");
  EXPECT_EQ(run("resource s: Service { archive = c, command = [\"x-${pw}\"] }").codes(),
            std::vector<std::string>{"E0403"});
  EXPECT_EQ(run("output o: Bool = pw == \"x\"").codes(), std::vector<std::string>{"E0403"});
  EXPECT_EQ(run("output o: String = if pw.length > 3 then \"a\" else \"b\"").codes(),
            std::vector<std::string>{"E0403"});
  EXPECT_EQ(run("output o: String = match pw { \"x\" => \"a\", _ => \"b\" }").codes(),
            std::vector<std::string>{"E0403"});
  EXPECT_EQ(run("let r = { a = pw }\nlet q = { a = pw }\noutput o: Bool = r == q").codes(),
            std::vector<std::string>{"E0403"});
}

TEST(Secrets, AreNeverGivenInClear) {
  EXPECT_EQ(analyze("param pw: Secret<String>", {.params = {{"pw", "hunter2"}}}).codes(),
            std::vector<std::string>{"E0405"});
  EXPECT_EQ(analyze("param pw: Secret<String>", {.json = "{\"pw\": \"hunter2\"}"}).codes(),
            std::vector<std::string>{"E0405"});
  EXPECT_TRUE(analyze("param pw: Secret<String>", {.json = "{\"pw\": {\"env\": \"PW\"}}"}).diagnostics.empty());
  Outcome module = analyze({{"app.infra", "import \"./m.infra\" as m\nmodule x: m { pw = \"hunter2\" }"},
                            {"m.infra", "param pw: Secret<String>"}});
  EXPECT_EQ(module.codes(), std::vector<std::string>{"E0404"}) << module.report();
  EXPECT_FALSE(contains(analyze("param pw: Secret<String>", {.params = {{"pw", "hunter2"}}}).report(), "hunter2"));
}

TEST(Secrets, RulesOnThemSeeInsideAndAreAskedByTheRuntime) {
  Outcome outcome = analyze("param pw: Secret<String> = secret.env(\"PW\") where it.length >= 12 else \"too short\"");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  ASSERT_EQ(outcome.analysis->model.checks.size(), 1u);
  EXPECT_EQ(outcome.analysis->model.checks[0].subject, "`pw`");
  EXPECT_EQ(outcome.analysis->model.checks[0].address, "");
}

}  // namespace
}  // namespace infra::test
