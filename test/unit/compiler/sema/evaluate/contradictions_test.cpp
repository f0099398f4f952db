// Conditions that no arguments can satisfy together are told with the place of each; whatever can be satisfied is not.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

const std::string kKinds =
    "kind Disk: persistent via \"fake\" version 1 { size: Size where it in 1GiB..=16TiB, port: Port = 80 } -> { path: "
    "Path }\n";

Outcome without_arguments(const std::string& program) {
  return analyze({{"app.infra", kKinds + program}}, {{}, {}, false});
}

struct Case {
  const char* program;
  const char* message;  ///< Of the error.
  std::vector<std::string> places;
};

TEST(Contradictions, OfParamsAreToldWithTheirPlaces) {
  const Case cases[] = {
      {"param a: Int where it > 10\nparam b: Int where it < 5 where it > a",
       "the rules of `a` and `b`",
       {"it > 10", "it < 5", "it > a"}},
      {"param a: Int where it < b\nparam b: Int where it < c\nparam c: Int where it < a",
       "the rules of `a`, `b` and `c`",
       {"it < b", "it < c", "it < a"}},
      {"param a: Int = 1 where it >= 1\nparam b: Int where it + a <= 1 where it > 0",
       "the rules of `a` and `b`",
       {"it >= 1", "it + a <= 1", "it > 0"}},
      {"param a: Duration = 30s\nparam b: Duration where it > a where it <= a",
       "the rules of `b`",
       {"it > a", "it <= a"}},
      {"param a: String\nparam b: String where it == a where it == \"x\"\nparam c: String where it == a where it == "
       "\"y\"",
       "the rules of `b` and `c`",
       {}},
      {"param a: String where it < \"b\"\nparam b: String where it > \"c\" where it <= a",
       "the rules of `a` and `b`",
       {}},
      {"enum E { x, y, z }\nparam a: E where it != .x\nparam b: E where it != .z where it == a where it != .y",
       "the rules of `a` and `b`",
       {}},
      {"param a: Int where it in 1..=3\nparam b: Int where it in 1..=3 where it > a\nparam c: Int where it in 1..=3 "
       "where it > b where it != 3",
       "the rules of `a`, `b` and `c`",
       {}},
      {"param on: Bool where if it then n > 5 else n > 7\nparam n: Int where it < 4", "the rules of `on` and `n`", {}},
      {"param a: Int where it > 3 || it < 0\nparam b: Int where it == a where it in 0..=3",
       "the rules of `a` and `b`",
       {}},
      {"param a: List<Int> where it.length == b\nparam b: Int where it < 0", "the rules of `a` and `b`", {}},
      {"type Even = Int where it % 2 == 0\nparam a: Even where it % 2 == 1", "the rules of `a`", {}},
  };
  for (const Case& one : cases) {
    const Outcome outcome = without_arguments(one.program);
    SCOPED_TRACE(one.program + ("\n" + outcome.report()));
    ASSERT_EQ(outcome.codes(), std::vector<std::string>{"E0311"});
    EXPECT_NE(outcome.diagnostics[0].message.find(std::string(" can satisfy ") + one.message), std::string::npos);
    std::vector<std::string> places;
    for (const diag::Label& label : outcome.diagnostics[0].secondary) {
      places.emplace_back(outcome.sources.text(label.span));
    }
    if (!one.places.empty()) {
      ASSERT_EQ(places.size(), one.places.size());
      for (size_t i = 0; i < places.size(); ++i) EXPECT_NE(places[i].find(one.places[i]), std::string::npos);
    }
  }
}

TEST(Contradictions, OfKindsPoliciesAndChecksAreToldToo) {
  const Case cases[] = {
      {"param size: Size where it < 1GiB\nresource d: Disk { size = size }", "the rules of `size` and `d.size`", {}},
      {"param n: Int where it > 70_000\nresource d: Disk { size = 1GiB, port = n }",
       "the rules of `n` and `d.port`",
       {}},
      {"param size: Size where it <= 5GiB\nresource d: Disk { size = size }\n"
       "policy large on d: Disk { require d.size >= 10GiB }\nenforce large",
       "the rules of `size` and the policy `app.large` on `d`",
       {}},
      {"param size: Size\nresource d: Disk { size = size }\npolicy large on d: Disk { require d.size >= 10GiB }\n"
       "policy small on d: Disk { require d.size < 5GiB }\nenforce large\nenforce small",
       "the policy `app.large` on `d` and the policy `app.small` on `d`",
       {}},
      {"param a: Int\ncheck \"much\" { require a > 5 }\ncheck \"little\" { require a < 5 }",
       "the check `much` and the check `little`",
       {}},
      {"param a: Int\ncheck \"both\" { let b = a + 1 require b < a }", "the check `both`", {}},
  };
  for (const Case& one : cases) {
    const Outcome outcome = without_arguments(one.program);
    SCOPED_TRACE(one.program + ("\n" + outcome.report()));
    ASSERT_EQ(outcome.codes(), std::vector<std::string>{"E0311"});
    EXPECT_NE(outcome.diagnostics[0].message.find(one.message), std::string::npos) << outcome.diagnostics[0].message;
  }
}

TEST(Contradictions, AreNotSeenWhereSomeArgumentsDo) {
  for (const char* program : {
           "param a: Int = 5\nparam b: Int where it < a where it > 7",  // `a` may be given, too
           "param a: Float where it > 0.1\nparam b: Float where it > a where it < 0.2",
           "param a: Int where it < b\nparam b: Int where it < 9223372036854775807",
           "param a: Int where it * it == 16 where it < 0",
           "param on: Bool\nparam size: Size where it < 1GiB\nresource d: Disk if on { size = size }",
           "param n: Int\nparam size: Size where it < 1GiB\nresource d: Disk for i in 0..n { size = size }",
           "param size: Size where it <= 5GiB\nresource d: Disk { size = size }\n"
           "policy large on d: Disk { require d.size >= 10GiB }\nenforce large\n"
           "waive large on d by \"a\" from 2026-01-01 until 2026-02-01 because \"b\"",
           "param a: Int?\nparam b: Int where (a ?? 3) > it where it > 2",
           "param a: String where it.length < 3\nparam b: String where it.length > 3 where it != a",
           "param a: Int where b || it > 5\nparam b: Bool where !it || a < 3",
       }) {
    EXPECT_EQ(without_arguments(program).report(), "") << program;
  }
}

TEST(Contradictions, OfEachOtherAreToldOnceForEachFew) {
  const Outcome outcome = without_arguments(
      "param a: Int where it > 5 where it < 3\nparam b: Int where it == 1 where it == 2\nparam c: Int where it > 3");
  EXPECT_EQ(outcome.codes(), (std::vector<std::string>{"E0311", "E0311"})) << outcome.report();
}

TEST(Contradictions, TakeABoundedTimeToLookFor) {
  std::string program = "param last: Int\n";
  for (int i = 0; i < 200; ++i) {
    const std::string n = std::to_string(i), next = i == 199 ? "last" : "p" + std::to_string(i + 1);
    program += "param p" + n + ": Int where it < " + next + " || it > " + next + " + 1 where it != " + next + "\n";
  }
  EXPECT_EQ(without_arguments(program).report(), "");
  EXPECT_EQ(without_arguments(program + "param x: Int where it > y\nparam y: Int where it > x\n").codes(),
            std::vector<std::string>{"E0311"});
}

}  // namespace
}  // namespace infra::test
