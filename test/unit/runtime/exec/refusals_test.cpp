// Where a run stops and says why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/change/goal.h"
#include "runtime/change/resolve.h"
#include "runtime/exec/goals.h"
#include "runtime/exec/world_reader.h"
#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

plan::Plan one(const char* kind, const std::string& text = "v1") {
  PlanBuilder b;
  b.add("app", kind, {{"text", b.text(text)}});
  return b.build();
}

Goal goal_for(const plan::Plan& plan) {
  Goal goal;
  goal.plan = std::make_shared<const plan::Plan>(plan);
  for (const plan::Resource& resource : goal.plan->resources)
    goal.resources[resource.address] = {goal.plan, {}, &resource};
  return goal;
}

TEST(Refusal, WithoutAnInterruptedRunThereIsNothingToGoOnWith) {
  Bench bench;
  EXPECT_EQ(bench->engine->resume().error().code, "E0702");
}

TEST(Refusal, AnOutcomeThatNobodyCanSettleStopsEverythingUntilAPersonHasLooked) {
  Bench bench;
  bench.restart([](const std::string& operation, const std::string&) {
    return operation == "create" ? Fault::After : Fault::None;
  });
  const auto report = bench->apply(one("Blind"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Unfinished);
  EXPECT_EQ(report->errors.at(0).code, "E0711");
  EXPECT_THAT(report->errors.at(0).notes, Contains(HasSubstr("look for a `fake.Blind` named `app-1`")));
  bench.restart();
  const auto refused = bench->apply(one("Blind"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0711");
  EXPECT_EQ(bench->cloud.things().size(), 1u) << "never made again blindly";
  bench->cloud.lose(bench.thing("app")->id);
  ASSERT_TRUE(bench->engine->forget("app").has_value());
  ASSERT_TRUE(bench->apply(one("Blind")).has_value());
  EXPECT_THAT(bench.world(), ElementsAre("app v1"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Silence, OfAProviderEndsEveryVerbAtItsDeadlineAndNamesWhatItWasAbout) {
  Bench bench;
  bench.options.jobs = 1;
  ASSERT_TRUE(bench->apply(shop("v1", 20)).has_value());
  size_t asked = 0;
  bench.restart([&](const std::string& operation, const std::string&) {
    return operation == "read" && ++asked > 0 ? Fault::Silent : Fault::None;
  });
  const auto expect_silence = [&](const Error& error) {
    EXPECT_EQ(error.code, "E0810");
    EXPECT_THAT(error.notes, Contains(HasSubstr("while looking at `")));
    EXPECT_EQ(std::exchange(asked, 0), 1u) << "one deadline, not one for each of the things";
  };
  expect_silence(bench->engine->plan(input_of(shop("v2", 20))).error());
  expect_silence(bench->engine->drift().error());
  expect_silence(bench->engine->status(true).error());
  expect_silence(bench->apply(shop("v2", 20)).error());
}

TEST(Silence, DuringAnApplyIsAnOutcomeThatTheNextRunFindsOut) {
  Bench bench;
  bench.restart([](const std::string& operation, const std::string&) {
    return operation == "create" ? Fault::Silent : Fault::None;
  });
  const auto report = bench->apply(one("Thing"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Unfinished);
  EXPECT_EQ(report->errors.at(0).code, "E0810");
  EXPECT_THAT(report->errors[0].notes, Contains("while asked to create `app`"));
  bench.restart();
  ASSERT_TRUE(bench->apply(one("Thing")).has_value());
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Refusal, OfAKindThatTheProviderDoesNotKnow) {
  Bench bench;
  plan::Plan plan = one("Thing");
  plan.kinds[0].name = "fake.Thinq";
  const auto set = bench->engine->plan(input_of(plan));
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, "E0724");
}

TEST(Refusal, OfAPastThatIsNotWhole) {
  Instance row;
  row.address = "front";
  EXPECT_EQ(restore_past(row, Json::object()).error().code, "E0726");
  row.identity = sha256("before");
  Instance again;
  again.address = "front";
  ASSERT_TRUE(restore_past(again, past_of(row)).has_value());
  EXPECT_EQ(again.identity, row.identity);
}

TEST(Refusal, OfACircleThatNoPointerOpens) {
  PlanBuilder b;
  b.add("a", "Thing", {{"text", b.text("x")}, {"within", b.ref("b")}});
  b.add("b", "Thing", {{"text", b.text("x")}, {"within", b.ref("a")}});
  EXPECT_EQ(order_goal(goal_for(b.build())).error().code, "E0728");
}

TEST(Refusal, OfAPointerThatCannotStartEmpty) {
  PlanBuilder b;
  b.add("front", "Pointer", {{"name", b.text("x")}, {"targets", b.list({})}});
  plan::Plan plan = b.build();
  for (plan::KindField& field : plan.kinds[0].fields)
    if (field.name == "targets") field.type = types::TypeStore::scalar(types::TypeKind::String);
  EXPECT_EQ(pointing_fields(plan, plan.resources[0]).error().code, "E0730");
}

TEST(Refusal, OfADigestThatNamesTwoPlans) {
  Generation a{1, 1, {}, true, 0}, b{2, 2, {}, true, 0};
  a.plan.bytes.fill(0xab);
  b.plan.bytes.fill(0xab);
  b.plan.bytes[31] = 1;
  EXPECT_EQ(pick_generation({a, b}, b, "abababab").error().code, "E0729");
  EXPECT_EQ(pick_generation({a, b}, b, a.plan.hex())->number, 1u);
}

TEST(Order, PutsAPointerBehindWhatItPointsAtAndReadersOfAPointerInALaterStage) {
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("x")}});
  b.add("front", "Pointer", {{"name", b.text("x")}, {"targets", b.list({b.result("app", "name")})}});
  b.add("last", "Thing", {{"text", b.result("front", "url")}});
  const auto order = order_goal(goal_for(b.build()));
  ASSERT_TRUE(order.has_value());
  std::vector<std::string> placed;
  for (const Placed& p : *order) placed.push_back(p.address + " " + std::to_string(p.stage));
  EXPECT_THAT(placed, ElementsAre("app 0", "front 0", "last 1"));
}

}  // namespace
}  // namespace infra::test
