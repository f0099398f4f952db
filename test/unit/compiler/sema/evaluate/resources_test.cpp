// How many resources there are, what they are called, what they are given and what they point at.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Names = std::vector<std::string>;

const char* const kThing =
    "kind Thing: pointer via \"fake\" version 1 {\n"
    "  name: String = \"thing\"\n  size: Size = 1GiB\n  of: Thing?\n  points others: List<Thing> = []\n"
    "  contains inside: Thing?\n  unique port: Port?\n} -> { id: String, port: Port }\n";

TEST(Resources, OverARangeAreNumbered) {
  Outcome outcome = analyze(std::string(kThing) + "resource t: Thing for i in 0..3 { name = \"n${i}\" }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.addresses(), (Names{"t[0]", "t[1]", "t[2]"}));
  EXPECT_EQ(outcome.input("t[2]", "name"), "\"n2\"");
  EXPECT_EQ(outcome.input("t[2]", "size"), "1GiB");
  EXPECT_EQ(outcome.input("t[2]", "of"), "");
}

TEST(Resources, OverAListAreNamedByTheirKey) {
  Outcome outcome = analyze(std::string(kThing) +
                            "enum Site { hkg, tyo, lax }\nparam order: List<Site> = [.tyo, .hkg]\n"
                            "resource t: Thing for s in order key s { name = \"${s}\" }\n"
                            "resource u: Thing for s in order if s != .hkg key s { of = t[s] }\n"
                            "output n: String = [for k, x in t: \"${k}\"].join(\" \")");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.addresses(), (Names{"t[\"tyo\"]", "t[\"hkg\"]", "u[\"tyo\"]"}));
  EXPECT_EQ(outcome.input("u[\"tyo\"]", "of"), "t[\"tyo\"]");
  EXPECT_EQ(outcome.output("n"), "\"hkg tyo\"") << "keys go in the order of the enum";
}

TEST(Resources, OverAMapTakeItsKeys) {
  Outcome outcome = analyze(std::string(kThing) +
                            "param m: Map<String, Size> = { b = 2GiB, \"a \\\" c\" = 1GiB }\n"
                            "resource t: Thing for k, size in m { name = k, size = size }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.addresses(), (Names{"t[\"a \\\" c\"]", "t[\"b\"]"}));
  EXPECT_EQ(outcome.input("t[\"b\"]", "size"), "2GiB");
}

TEST(Resources, WithIfAreOptional) {
  std::string text = std::string(kThing) +
                     "param debug: Bool = false\nresource t: Thing if debug { }\n"
                     "output id: String = match t { some(x) => x.name, none => \"-\" }";
  EXPECT_EQ(analyze(text).addresses(), Names{});
  EXPECT_EQ(analyze(text).output("id"), "\"-\"");
  Outcome with = analyze(text, {.params = {{"debug", "true"}}});
  EXPECT_EQ(with.addresses(), Names{"t"}) << with.report();
  EXPECT_EQ(with.output("id"), "\"thing\"");
}

TEST(Resources, AnInputKeepsItsPhaseAndAResultIsDeferred) {
  Outcome outcome = analyze(std::string(kThing) +
                            "resource a: Thing { name = \"x\" }\nresource b: Thing { name = a.name }\n"
                            "resource c: Thing { name = a.id }\nresource d: Thing for i in 0..b.name.length { }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.input("b", "name"), "\"x\"");
  EXPECT_EQ(outcome.input("c", "name"), "known only when it is deployed");
  EXPECT_NE(outcome.find("d[0]"), nullptr);
  EXPECT_TRUE(outcome.find("b")->edges.empty()) << "a known input of another resource is a value, not a reference";
  ASSERT_EQ(outcome.find("c")->edges.size(), 1u);
}

TEST(Resources, HaveAnEdgeForEachReferenceAsItsFieldIsMarked) {
  Outcome outcome =
      analyze(std::string(kThing) +
              "resource a: Thing { }\nresource b: Thing { of = a, others = [a], inside = a } with { after = [a] }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  std::vector<sema::ModelEdge::Kind> kinds;
  for (const sema::ModelEdge& edge : outcome.find("b")->edges) kinds.push_back(edge.kind);
  using Kind = sema::ModelEdge::Kind;
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::Uses, Kind::Contains, Kind::Points, Kind::After}));
}

TEST(Resources, ThatNeedEachOtherAreRefusedUnlessTheyOnlyPoint) {
  std::string before(kThing);
  Outcome circle = analyze(
      before + "resource a: Thing { of = b }\nresource b: Thing { name = c.id }\nresource c: Thing { inside = a }");
  EXPECT_EQ(circle.codes(), Names{"E0220"}) << circle.report();
  EXPECT_NE(circle.report().find("`c` lies in `a` uses `b` uses `c`"), std::string::npos) << circle.report();
  Outcome points = analyze(before + "resource a: Thing { others = [b] }\nresource b: Thing { of = a }");
  EXPECT_TRUE(points.diagnostics.empty()) << points.report();
  Outcome own = analyze(before + "resource a: Thing { of = a }");
  EXPECT_EQ(own.codes(), Names{"E0220"}) << own.report();
}

TEST(Resources, WhoseInputsNeedEachOtherHaveNoValue) {
  Outcome outcome =
      analyze(std::string(kThing) + "resource a: Thing { name = b.name }\nresource b: Thing { name = a.name }");
  EXPECT_EQ(outcome.codes(), Names{"E0219"}) << outcome.report();
  EXPECT_NE(outcome.report().find("`b.name` → `a.name` → `b.name`"), std::string::npos) << outcome.report();
}

TEST(Resources, InModulesHaveTheModuleInTheirAddress) {
  Outcome outcome = analyze(
      {{"app.infra",
        "import \"./cell.infra\" as cell\nenum Site { hkg, tyo }\n"
        "module cells: cell for s in [Site.tyo, Site.hkg] key s { name = \"${s}\", count = 2 }\n"
        "module one: cell { name = \"x\", count = 1 } with { after = [cells] }\n"
        "output ids: String = [for c in cells: c.first].join(\" \")"},
       {"cell.infra",
        std::string(kThing) +
            "param name: String\nparam count: Int where it < 3\n"
            "resource t: Thing for i in 0..count { name = \"${name}-${i}\" }\noutput first: String = t[0].name"}});
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.addresses(), (Names{"cells[\"tyo\"].t[0]", "cells[\"tyo\"].t[1]", "cells[\"hkg\"].t[0]",
                                        "cells[\"hkg\"].t[1]", "one.t[0]"}));
  EXPECT_EQ(outcome.output("ids"), "\"hkg-0 tyo-0\"");
  EXPECT_EQ(outcome.find("one.t[0]")->edges.size(), 4u) << "after a module is after everything in it";
}

TEST(Resources, KeepTheRulesOfTheirKind) {
  Outcome broken = analyze("import std.host { File }\nresource f: File { path = \"/a\" }");
  EXPECT_EQ(broken.codes(), Names{"E0311"}) << broken.report();
  EXPECT_NE(broken.report().find("give `content` or `source`, one of them"), std::string::npos) << broken.report();
  Outcome deferred = analyze(
      "kind T: immutable via \"f\" version 1 { n: Int where it > 3 else \"more\" } -> { count: Int }\n"
      "resource a: T { n = 4 }\nresource b: T { n = a.count }");
  EXPECT_TRUE(deferred.diagnostics.empty()) << deferred.report();
  ASSERT_EQ(deferred.analysis->model.checks.size(), 1u);
  EXPECT_EQ(deferred.analysis->model.checks[0].address, "b");
  EXPECT_EQ(deferred.analysis->model.checks[0].subject, "`b.n`");
}

TEST(Resources, LeaveNoRuleOutThatOnlyAnOutputWaitsFor) {
  Outcome outcome = analyze(
      "kind T: immutable via \"f\" version 1 { n: Int } -> { count: Int, text: String }\nresource a: T { n = 4 }\n"
      "output port: Port = a.count\ntype Small = { n: Int where it < 10 }\noutput small: Small = { n = a.count }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  ASSERT_EQ(outcome.analysis->model.checks.size(), 2u);
  for (const auto& check : outcome.analysis->model.checks) EXPECT_EQ(check.address, "") << check.subject;
}

TEST(Resources, CarryTheirSettings) {
  Outcome outcome = analyze(std::string(kThing) + "resource a: Thing { } with { protect = true, timeout = 5m }");
  EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
  EXPECT_EQ(outcome.find("a")->protect, true);
  EXPECT_EQ(outcome.find("a")->timeout_ms, 300'000);
}

}  // namespace
}  // namespace infra::test
