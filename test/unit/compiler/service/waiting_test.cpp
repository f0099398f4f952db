// What waits for an answer that is not known yet: its errors wait with it, when checked and when compiled.
#include <gtest/gtest.h>

#include "compiler/plan/verify.h"
#include "compiler/service/compile.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Codes = std::vector<std::string>;

const std::string kHost =
    "kind Host: immutable via \"fake\" version 1 { size: Int = 1 where it < 9 else \"too big\" } -> { gateway: String, "
    "count: Int, spare: String? }\nresource n: Host { }\n";

struct Compiled {
  service::CompileResult result;
  Codes codes() const {
    Codes out;
    for (const diag::Diagnostic& d : result.diagnostics) out.emplace_back(d.code);
    return out;
  }
  std::string report() const {
    std::string text;
    for (const diag::Diagnostic& d : result.diagnostics) text += diag::render_human(d, result.sources);
    return text;
  }
};

Compiled compile(std::map<std::string, std::string> files, bool build_plan,
                 std::map<std::string, std::string> params = {}) {
  MemoryFiles package(std::move(files)), stdlib = small_stdlib();
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = build_plan;
  request.params = std::move(params);
  return {service::compile(request)};
}

void expect_plan(std::map<std::string, std::string> files) {
  const std::string text = files["app.infra"];
  Compiled made = compile(std::move(files), true);
  ASSERT_TRUE(made.result.plan) << text << made.report();
  for (const Error& problem : plan::verify(*made.result.plan)) ADD_FAILURE() << text << problem.code << problem.message;
}

TEST(Waiting, AnOptionalThatIsThereHasTheTypeOfItsValue) {
  const std::string before = kHost + "let o: Int? = if n.gateway == \"10.0.0.1\" then 3 else none\n";
  for (const char* use : {
           "output x: Int = if let q = o then q else 2",
           "output x: Int = match o { some(q) => q, none => 1 }",
           "output x: Int = match o { none => 1, some(q) => q }",
           "output x: Int = match o { some(3) => 1, some(q) => q, none => 0 }",
           "output x: List<Int> = [for y in [1, 2]: match o { some(q) => q + y, none => y }]",
           "output x: List<Int> = [for y in [1, 2]: match o { some(q) => q, none => y }]",
           "output x: { a: Int } = if let q = o then { a = q } else { a = 1 }",
           "let p: Int? = n.spare?.length\nlet b: Int? = o ?? p\noutput x: Int = if let q = b then q else 2",
       }) {
    expect_plan({{"app.infra", before + use + "\n"}});
  }
}

TEST(Waiting, CheckRefusesNoBranchThatSomeArgumentAvoids) {
  for (const char* text : {
           "param on: Bool\nparam xs: List<Int> = []\noutput a: Int = if on then xs[0] else 1\n",
           "param on: Bool\nparam m: Map<String, Int> = { }\noutput a: Int = if on then m[\"tyo\"] else 1\n",
           "param on: Bool\nlet z = 0\noutput a: Int = if on then 10 / z else 1\n",
           "param on: Bool\nlet l: List<Int> = []\noutput a: Bool = on && l[0] == 3\n",
           "param on: Bool\nlet l: List<Int> = []\noutput a: Bool = on || l[0] == 3\n",
           "param on: Bool\nfn f(x: Int) -> Int = 10 / x\noutput a: Int = if on then f(0) else 1\n",
           "param on: Bool\nlet z = 0\noutput a: List<Int> = if on then [1].map(x => x / z) else []\n",
           "param on: Bool\noutput a: Map<String, Int> = if on then { [\"a\"] = 1, [\"${\"a\"}\"] = 2 } else { }\n",
           "param on: Bool\nlet p = 70000\nfn f(p: Port) -> Int = p\noutput a: Int = if on then f(p) else 1\n",
       }) {
    Compiled checked = compile({{"app.infra", text}}, false);
    EXPECT_TRUE(checked.codes().empty()) << text << checked.report();
    Compiled off = compile({{"app.infra", text}}, true, {{"on", "false"}});
    if (std::string(text).find("||") == std::string::npos) {
      EXPECT_TRUE(off.codes().empty()) << text << off.report();
    }
  }
}

TEST(Waiting, WhatIsNeededAtOnceIsRefusedAtOnce) {
  for (const char* text : {
           "param on: Bool\nlet z = 0\nlet y = 10 / z\noutput a: Int = if on then y else 1\n",
           "param on: Bool\nlet z = 0\noutput a: Int = (if on then 1 else 2) + 10 / z\n",
           "param on: Bool\nlet z = 0\noutput a: Bool = 10 / z == 1 && on\n",
       }) {
    Compiled checked = compile({{"app.infra", text}}, false);
    EXPECT_EQ(checked.codes(), Codes{"E0322"}) << text << checked.report();
  }
}

TEST(Waiting, InADeploymentTheErrorIsKeptInThePlan) {
  expect_plan({{"app.infra", "import \"./x.infra\" as x\n" + kHost +
                                 "module m: x { list = [], gate = n.gateway == \"g\" }\noutput a: Int = m.a\n"},
               {"x.infra", "param list: List<Int>\nparam gate: Bool\noutput a: Int = if gate then list[0] else 0\n"}});
  expect_plan({{"app.infra", kHost + "let l: List<Int> = []\noutput a: Bool = n.gateway == \"g\" && l[0] == 3\n"}});
  expect_plan({{"app.infra", kHost + "let l: List<String> = []\noutput a: String = n.spare ?? l[0]\n"}});
  expect_plan(
      {{"app.infra", kHost + "let l: List<String> = []\noutput a: String = match n.spare { some(x) => x, none => "
                             "l[0] }\n"}});
  expect_plan({{"app.infra", kHost + "let z = 0\noutput a: List<Int> = if n.gateway == \"g\" then [1].map(x => x / z) "
                                     "else []\n"}});
}

TEST(Waiting, ARuleBehindAnAnswerIsAskedOnlyWhereItComesToIt) {
  Compiled made = compile({{"app.infra", kHost + "let p = 70000\nfn f(p: Port) -> Int = p\n"
                                                 "output a: Int = if n.gateway == \"g\" then f(p) else 1\n"}},
                          true);
  ASSERT_TRUE(made.result.plan) << made.report();
  ASSERT_EQ(made.result.plan->checks.size(), 1u);
  const plan::Check& check = made.result.plan->checks[0];
  const value::ValueStore& values = *made.result.plan->values;
  EXPECT_TRUE(values.is_deferred(check.condition)) << "it holds unless the gateway is `g`";
}

}  // namespace
}  // namespace infra::test
