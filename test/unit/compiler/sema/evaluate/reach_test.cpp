// Questions to the network: what kinds declare, what is answered at once, and what travels in the plan.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/value/fold.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Kinds with names of their own: the compiler knows none of them.
constexpr const char* kKinds = R"(
pub kind Segment: persistent via "fake" version 1 {
  spans block: Cidr
  permits uplink: Bool = false
  reaches beyond: List<Segment> = []
  contains within: Segment?
}
pub kind Machine: persistent via "fake" version 1 { contains at: Segment?, spans fixed: Ip? } -> { spans ip: Ip }
pub kind Mute: persistent via "fake" version 1 { contains at: Segment }
pub kind Tunnel: persistent via "fake" version 1 { contains near: Segment, reaches far: Segment }
pub type Who = Cidr | Segment | Machine | Mute | List<Machine>
pub type Flow = { from: Who, to: Who, port: Port, until: Port? }
pub kind Gate: pointer via "fake" version 1 { contains around: Segment, permits flows: List<Flow> = [], name: String = "gate" }
)";

Outcome program(const std::string& text, ProgramOptions options = {}) {
  return analyze({{"app.infra", kKinds + text}}, std::move(options));
}

/// `web` and `db` in `net`, guarded; everybody comes to `web`, and `web` to `db`.
constexpr const char* kShop = R"(
resource net: Segment { block = "10.0.0.0/16" }
resource web: Machine for i in 0..2 { at = net }
resource db: Machine { at = net }
resource gate: Gate {
  around = net
  flows = [{ from = "0.0.0.0/0", to = web, port = 443 }, { from = web, to = db, port = 5000, until = 6000 }]
}
)";

std::vector<std::string> notes_of(const Outcome& outcome) {
  return outcome.diagnostics.empty() ? std::vector<std::string>() : outcome.diagnostics[0].notes;
}

TEST(Questions, AreAnsweredByTheRulesOfTheProgram) {
  Outcome outcome = program(std::string(kShop) + R"(
check "so" {
  require gate.permits("198.51.100.0/24", web, 443)
  require gate.open_to_all(web, 443)
  require reachable(web, db, 5432)
  require !reachable("0.0.0.0/0", db, 5432)
  require reachable(db, web, 443)  // it is one of everybody
  require !gate.permits(web, db, 6001)
  require !gate.open_to_all(db, 5432)
}
)");
  EXPECT_THAT(outcome.codes(), IsEmpty()) << outcome.report();
  EXPECT_THAT(outcome.analysis->model.checks, IsEmpty());
}

TEST(Questions, ThatFailShowTheRuleThatPermits) {
  Outcome outcome = program(std::string(kShop) + "check \"closed\" { require !reachable(web[1], db, 5432) }");
  ASSERT_THAT(outcome.codes(), ElementsAre("E0406")) << outcome.report();
  EXPECT_THAT(notes_of(outcome),
              ElementsAre("open: `web[1]` in `net` by `gate.flows[1]` (from `web[0]`, `web[1]` to `db`, ports 5000 to "
                          "6000) → `db`"));
}

TEST(Questions, ThatFailShowWhereTheConnectionStops) {
  Outcome outcome = program(std::string(kShop) + "check \"open\" { require reachable(\"0.0.0.0/0\", db, 5432) }");
  ASSERT_THAT(outcome.codes(), ElementsAre("E0406")) << outcome.report();
  EXPECT_THAT(notes_of(outcome),
              ElementsAre("closed: `0.0.0.0/0`, outside stops at `net`: no rule of `gate.flows` permits `0.0.0.0/0` to "
                          "`db` on port 5432",
                          "nearest: `gate.flows[1]` (from `web[0]`, `web[1]` to `db`, ports 5000 to 6000)"));
}

TEST(Questions, AboutAPartAreAnErrorHoweverTheyAreAsked) {
  std::string rule = "resource side: Gate { around = net, flows = [{ from = \"8.0.0.0/8\", to = db, port = 22 }] }\n";
  for (const char* check : {"side.permits(\"0.0.0.0/0\", db, 22)", "!side.permits(\"0.0.0.0/0\", db, 22)",
                            "!reachable(\"0.0.0.0/0\", db, 22)", "gate.permits([web[0], db], db, 5432)"}) {
    Outcome outcome = program(kShop + rule + "check \"it\" { require " + check + " }");
    EXPECT_THAT(outcome.codes(), ElementsAre("E0460")) << check << outcome.report();
  }
  Outcome outcome = program(kShop + rule + "check \"it\" { require !side.open_to_all(db, 22) }");
  EXPECT_THAT(outcome.codes(), IsEmpty()) << outcome.report();
}

TEST(Questions, GoOverSegmentsByTheirWays) {
  std::string segments = R"(
resource outer: Segment { block = "10.1.0.0/16" }
resource inner: Segment { block = "10.2.0.0/16" }
resource a: Machine { at = outer }
resource b: Machine { at = inner }
)";
  auto ask = [&](const std::string& more, const std::string& question) {
    return program(segments + more + "check \"it\" { require " + question + " }").codes();
  };
  EXPECT_THAT(ask("", "!reachable(a, b, 80)"), IsEmpty());
  EXPECT_THAT(
      ask("resource way: Tunnel { near = outer, far = inner }\n", "reachable(a, b, 80) && !reachable(b, a, 80)"),
      IsEmpty());
  EXPECT_THAT(ask("resource there: Tunnel { near = outer, far = inner }\n"
                  "resource back: Tunnel { near = inner, far = outer }\n",
                  "reachable(a, b, 80) && reachable(b, a, 80)"),
              IsEmpty())
      << "a circle";
}

constexpr const char* kHalf = R"(
resource net: Segment { block = "10.0.0.0/16" }
resource web: Machine { at = net }
resource db: Machine { at = net, fixed = "10.0.9.9" }
resource gate: Gate { around = net, flows = [{ from = "10.0.1.0/24", to = "10.0.9.0/24", port = 5432 }] }
check "it" { require reachable(web, db, 5432) }
)";

class KnownAddress : public value::Leaves {
 public:
  explicit KnownAddress(std::string text) : text_(std::move(text)) {}
  Result<value::ValueId> leaf(value::ValueStore& values, value::ValueId) override { return values.string(text_); }

 private:
  std::string text_;
};

TEST(Questions, ThatHangOnAnAddressTravelInThePlanAndAreAnsweredTheSame) {
  Outcome outcome = program(kHalf);
  ASSERT_THAT(outcome.codes(), IsEmpty()) << outcome.report();
  ASSERT_EQ(outcome.analysis->model.checks.size(), 1u);
  value::ValueStore& values = *outcome.analysis->program.values;
  value::ValueId condition = outcome.analysis->model.checks[0].condition;
  ASSERT_EQ(values.op(condition), value::Op::Call);
  KnownAddress inside("10.0.1.7"), beside("10.0.2.7");
  EXPECT_EQ(*value::evaluate(values, condition, inside), values.boolean(true));
  EXPECT_EQ(*value::evaluate(values, condition, beside), values.boolean(false));
}

TEST(Questions, ThatNothingWillAnswerAreErrors) {
  Outcome outcome = program(R"(
resource net: Segment { block = "10.0.0.0/16" }
resource mute: Mute { at = net }
resource db: Machine { at = net }
resource gate: Gate { around = net, flows = [{ from = "10.0.1.0/24", to = db, port = 5432 }] }
check "it" { require reachable(mute, db, 5432) }
)");
  EXPECT_THAT(outcome.codes(), ElementsAre("E0462")) << outcome.report();
}

TEST(Questions, StandOnlyWhereTheWholeNetworkIs) {
  EXPECT_THAT(program(std::string(kShop) + "output open: Bool = reachable(web, db, 1)").codes(), ElementsAre("E0463"));
  EXPECT_THAT(program(std::string(kShop) + "let reachable = 1").codes(), testing::Not(IsEmpty()));
  EXPECT_THAT(program(std::string(kShop) + "check \"it\" { require reachable(1, db, 1) }").codes(),
              ElementsAre("E0461"));
}

TEST(Questions, AboutWhatIsNotGivenYetAreNoMistake) {
  Outcome outcome = program(R"(
param block: Cidr
param count: Int
resource net: Segment { block = block }
resource web: Machine for i in 0..count { at = net }
resource db: Machine { at = net }
resource gate: Gate { around = net, flows = [{ from = "0.0.0.0/0", to = web, port = 443 }] }
check "it" { require reachable("0.0.0.0/0", web, 443) }
check "nor this" { require !gate.permits("0.0.0.0/0", db, 5432) }
)",
                            {.required = false});
  EXPECT_THAT(outcome.codes(), IsEmpty()) << outcome.report();
}

TEST(Marks, StandWhereTheyCanMeanSomething) {
  for (const char* kind : {"pub kind K: pointer via \"f\" version 1 { spans a: String }",
                           "pub kind K: pointer via \"f\" version 1 { spans a: "
                           "Ip, spans b: Ip }",
                           "pub kind K: pointer via \"f\" version 1 { permits a: Bool }",
                           "pub kind K: pointer via \"f\" version 1 { contains s: Segment, permits a: List<Int> }",
                           "pub kind K: pointer via \"f\" version 1 { permits a: List<Flow> }",
                           "pub kind K: pointer via \"f\" version 1 {} -> { spans a: Cidr }"}) {
    EXPECT_THAT(program(kind).codes(), ElementsAre("E0464")) << kind;
  }
}

}  // namespace
}  // namespace infra::test
