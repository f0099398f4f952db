// What is known and what is deferred, through functions, sets and what is put together.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

const char* const kHost =
    "kind Host: immutable via \"fake\" version 1 { name: String = \"h\" } -> { names: List<String>, count: Int }\n"
    "resource db: Host { }\n";

using Codes = std::vector<std::string>;

Codes codes(const std::string& text) { return analyze(kHost + text).codes(); }

TEST(PhasesOfFunctions, TheChainGoesThroughWhatAFunctionGives) {
  Outcome outcome = analyze(std::string(kHost) +
                            "fn tidy(names: List<String>) -> List<String> = [for n in names: n.lower()]\n"
                            "resource h: Host for n in tidy(db.names) key n { name = n }");
  EXPECT_EQ(outcome.codes(), Codes{"E0401"}) << outcome.report();
  for (const char* link : {"`tidy` is called here", "`db.names` is a result of a resource"}) {
    EXPECT_NE(outcome.report().find(link), std::string::npos) << link << "\n" << outcome.report();
  }
}

TEST(PhasesOfFunctions, AFunctionOfKnownValuesShapesAPlan) {
  Outcome outcome = analyze(std::string(kHost) +
                            "fn names(count: Int, prefix: String = \"n\") -> List<String> =\n"
                            "  [for i in 0..count: \"${prefix}${i}\"]\n"
                            "resource h: Host for n in names(2).filter(n => n != \"n0\") key n { name = n }");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.addresses(), (Codes{"db", "h[\"n1\"]"}));
}

TEST(PhasesOfFunctions, MapKeepsTheLengthAndFilterAsksItsAnswers) {
  EXPECT_EQ(codes("resource h: Host for i in 0..[db.count, 2].map(c => c + 1).length { }"), Codes{});
  EXPECT_EQ(codes("resource h: Host for i in 0..[1, 2].filter(c => c < db.count).length { }"), Codes{"E0401"});
  EXPECT_EQ(codes("let z: Set<Int> = [1, db.count]\nresource h: Host for n in z { }"), Codes{"E0401"});
}

TEST(PhasesOfFunctions, AMapIsKnownWhenItsKeysAre) {
  EXPECT_EQ(codes("let m = { for k in [\"a\"]: [k] = db.count }\nresource h: Host for k, v in m { }"), Codes{});
  EXPECT_EQ(codes("let m = { for k in [\"a\"]: [\"${k}${db.count}\"] = 1 }\nresource h: Host for k, v in m { }"),
            Codes{"E0401"});
  EXPECT_EQ(codes("let a: Map<String, Int> = { a = db.count }\nlet m = { ...a, b = 1 }\n"
                  "resource h: Host for k, v in m { }"),
            Codes{});
}

TEST(PhasesOfFunctions, ADeferredIndexIsADeferredValue) {
  EXPECT_EQ(codes("output n: String = [\"a\", \"b\"][db.count]"), Codes{});
  EXPECT_EQ(codes("let m: Map<Int, Int> = { [1] = 1 }\noutput n: Int = m[db.count]"), Codes{});
  EXPECT_EQ(codes("resource h: Host for i in 0..[1, 2][db.count] { }"), Codes{"E0401"});
}

}  // namespace
}  // namespace infra::test
