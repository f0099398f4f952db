// What an apply does to a deployment, seen from the cloud and from the state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/plan/debug.h"
#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// The report of a run that must have gone well.
RunReport well(const Result<RunReport>& report, Outcome outcome = Outcome::Done) {
  EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().code + " " + report.error().message);
  if (!report) return {};
  for (const Error& error : report->errors) ADD_FAILURE() << error.code << " " << error.message;
  EXPECT_EQ(report->outcome, outcome);
  return *report;
}

std::vector<std::string> steps(const ChangeSet& set) {
  std::vector<std::string> names;
  for (const Step& step : set.steps) names.push_back(step.name() + (step.maybe ? "?" : ""));
  return names;
}

plan::Plan one(const std::string& text, const char* kind = "Thing") {
  PlanBuilder b;
  b.add("app", kind, {{"text", b.text(text)}});
  return b.build();
}

TEST(Apply, MakesWhatThePlanSaysAndCommitsAGeneration) {
  Bench bench;
  const RunReport report = well(bench->apply(shop("v1")));
  EXPECT_EQ(report.generation, 1u);
  EXPECT_THAT(bench.world(), ElementsAre("app[0] v1", "app[1] v1", "data size 20", "front 2 targets"));
  EXPECT_THAT(bench.problems(), IsEmpty());
  EXPECT_EQ(bench.head(), 1u);
}

TEST(Apply, ASecondTimeDoesNothing) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const size_t effects = bench->cloud.effects().size();
  bench.restart();
  const PlanInput input = input_of(shop("v1"));
  const auto set = bench->engine->plan(input);
  ASSERT_TRUE(set.has_value()) << set.error().message;
  EXPECT_TRUE(set->empty());
  well(bench->engine->apply(input, *set), Outcome::NothingToDo);
  EXPECT_EQ(bench->cloud.effects().size(), effects);
  EXPECT_EQ(bench.head(), 1u);
}

TEST(Apply, OfAPlanThatChangesNothingStillCommitsAGeneration) {
  Bench bench;
  well(bench->apply(shop("v1")));
  PlanBuilder b;
  plan::Plan renamed = shop("v1");
  renamed.outputs[0].name = "address";
  const size_t effects = bench->cloud.effects().size();
  EXPECT_EQ(well(bench->apply(renamed)).generation, 2u);
  EXPECT_EQ(bench->cloud.effects().size(), effects);
  EXPECT_EQ(bench->engine->outputs().value()["address"]["value"], "http://shop/");
}

TEST(Apply, ReplacesBeforeItRetiresAndMovesThePointerInBetween) {
  Bench bench;
  well(bench->apply(shop("v1", 1)));
  const size_t before = bench->cloud.effects().size();
  const auto set = bench->engine->plan(input_of(shop("v2", 1)));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set), ElementsAre("replace app[0]", "keep data", "move front"));
  EXPECT_THAT(set->steps[0].why, ElementsAre("`text` changed: \"v1\" to \"v2\""));
  EXPECT_THAT(set->steps[2].why, ElementsAre("`app[0]` is replaced"));
  well(bench->apply(shop("v2", 1)));
  std::vector<std::string> effects = bench->cloud.effects();
  effects.erase(effects.begin(), effects.begin() + static_cast<ptrdiff_t>(before));
  EXPECT_THAT(effects, ElementsAre("create app[0]", "update front", "destroy app[0]"));
  EXPECT_EQ(bench->cloud.calls("drain"), 1u);
  EXPECT_THAT(bench.problems(), IsEmpty());
  EXPECT_EQ(bench.thing("front")->attributes["targets"][0], bench.thing("app[0]")->id);
}

TEST(Apply, AReleaseThatIsNotHealthyLeavesTheOldOneServing) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const auto world = bench.world();
  const auto report = bench->apply(shop("v2 bad"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  ASSERT_FALSE(report->errors.empty());
  EXPECT_EQ(report->errors[0].code, "E0710");
  EXPECT_THAT(report->errors[0].message, HasSubstr("500 it is broken"));
  EXPECT_THAT(report->errors[0].notes, ::testing::Contains(HasSubstr("says goodbye")));
  EXPECT_EQ(report->generation, 0u);
  EXPECT_EQ(bench.world(), world);
  EXPECT_EQ(bench.head(), 1u);
  EXPECT_THAT(bench.problems(), IsEmpty());
  EXPECT_EQ(bench->apply(shop("v2 bad"))->outcome, Outcome::Failed) << "it may be tried again";
  EXPECT_EQ(well(bench->apply(shop("v3"))).generation, 4u) << "the numbers of failed runs are used up";
}

TEST(Apply, WaitsForWhatIsSlowAndGivesUpAfterTheTimeout) {
  Bench bench;
  well(bench->apply(one("slow")));
  PlanBuilder b;
  plan::With with;
  with.timeout_ms = 2000;
  b.add("app", "Thing", {{"text", b.text("never")}}, with);
  const auto report = bench->apply(b.build());
  ASSERT_TRUE(report.has_value());
  ASSERT_FALSE(report->errors.empty());
  EXPECT_THAT(report->errors[0].message, HasSubstr("not within 2s; last: 503 never"));
  EXPECT_THAT(bench.world(), ElementsAre("app slow"));
}

TEST(Apply, MovesPointersBackInReverseWhenOneCannotMove) {
  Bench bench;
  const auto plan = [](const std::string& release) {
    PlanBuilder b;
    b.add("app", "Thing", {{"text", b.text(release)}});
    b.add("a", "Pointer", {{"name", b.text("a")}, {"targets", b.list({b.result("app", "name")})}});
    b.add("b", "Pointer",
          {{"name", b.join({b.result("a", "url"), b.text("b")})}, {"targets", b.list({b.result("app", "name")})}});
    return b.build();
  };
  well(bench->apply(plan("v1")));
  const auto world = bench.world();
  const std::string target = bench.thing("a")->attributes["targets"][0];
  bool armed = true;
  bench.restart([&](const std::string& operation, const std::string& address) {
    return armed && operation == "update" && address == "b" ? Fault::Before : Fault::None;
  });
  const auto report = bench->apply(plan("v2"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  EXPECT_EQ(bench.world(), world);
  EXPECT_EQ(bench.thing("a")->attributes["targets"][0], target);
  EXPECT_THAT(bench.problems(), IsEmpty());
  armed = false;
  well(bench->apply(plan("v2")));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, RemovesWhatThePlanNoLongerHasAndKeepsData) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const auto set = bench->engine->plan(input_of(one("v1")));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set),
              ElementsAre("create app", "retire app[0]", "retire app[1]", "keep data data", "retire front"));
  EXPECT_THAT(set->notes, ElementsAre(HasSubstr("`data` holds data")));
  const RunReport report = well(bench->apply(one("v1")));
  EXPECT_THAT(report.kept, ElementsAre("data"));
  EXPECT_THAT(bench.world(), ElementsAre("app v1", "data size 20"));
  // The same address and kind takes it back.
  const auto again = bench->engine->plan(input_of(shop("v1")));
  ASSERT_TRUE(again.has_value());
  EXPECT_THAT(steps(*again), ::testing::Contains("take back data"));
  well(bench->apply(shop("v1")));
  EXPECT_EQ(bench.row("data").status, InstanceStatus::Current);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, APointerGoesBeforeWhatItPointsAt) {
  Bench bench;
  well(bench->apply(shop("v1", 1)));
  const size_t before = bench->cloud.effects().size();
  well(bench->destroy());
  std::vector<std::string> effects = bench->cloud.effects();
  effects.erase(effects.begin(), effects.begin() + static_cast<ptrdiff_t>(before));
  EXPECT_THAT(effects, ElementsAre("destroy front", "destroy app[0]"));
  EXPECT_THAT(bench.world(), ElementsAre("data size 20"));
}

TEST(Apply, DestroysDataOnlyByConsent) {
  Bench bench;
  well(bench->apply(shop("v1")));
  well(bench->destroy());
  EXPECT_THAT(bench.world(), ElementsAre("data size 20"));
  bench.options.destroy_data = {"dats"};
  bench.restart();
  const auto wrong = bench->engine->plan_destroy();
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, "E0717");
  EXPECT_EQ(wrong.error().help, "did you mean `data`?");
  bench.options.destroy_data = {"data"};
  bench.restart();
  const auto used = bench->engine->plan(input_of(shop("v1")));
  ASSERT_FALSE(used.has_value());
  EXPECT_EQ(used.error().code, "E0719");
  well(bench->destroy());
  EXPECT_THAT(bench.world(), IsEmpty());
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, ProtectRefusesTheLastInstanceUntilABlockLiftsIt) {
  Bench bench;
  const auto plan = [](std::optional<bool> protect) {
    PlanBuilder b;
    plan::With with;
    with.protect = protect;
    b.add("app", "Thing", {{"text", b.text("v1")}}, with);
    return b.build();
  };
  well(bench->apply(plan(true)));
  const auto destroyed = bench->destroy();
  ASSERT_FALSE(destroyed.has_value());
  EXPECT_EQ(destroyed.error().code, "E0708");
  well(bench->apply(plan(std::nullopt)));  // A block that says nothing lifts nothing.
  EXPECT_FALSE(bench->destroy().has_value());
  well(bench->apply(plan(false)));
  well(bench->destroy());
  EXPECT_THAT(bench.world(), IsEmpty());
}

TEST(Apply, ChangesDataInPlaceOrNamesTheMigration) {
  Bench bench;
  const auto plan = [](int64_t size) {
    PlanBuilder b;
    b.add("data", "Disk", {{"size", b.number(size)}});
    return b.build();
  };
  well(bench->apply(plan(20)));
  const std::string id = bench.thing("data")->id;
  well(bench->apply(plan(30)));
  EXPECT_EQ(bench.thing("data")->id, id);
  const auto smaller = bench->apply(plan(10));
  ASSERT_FALSE(smaller.has_value());
  EXPECT_EQ(smaller.error().code, "E0707");
  EXPECT_THAT(smaller.error().message, HasSubstr("copy its data"));
  EXPECT_THAT(bench.world(), ElementsAre("data size 30"));
}

TEST(Apply, DataCannotFollowWhatMustBeReplaced) {
  Bench bench;
  const auto plan = [](const std::string& text) {
    PlanBuilder b;
    b.add("base", "Thing", {{"text", b.text(text)}});
    b.add("data", "Disk", {{"size", b.number(1)}, {"on", b.ref("base")}});
    return b.build();
  };
  well(bench->apply(plan("v1")));
  const auto refused = bench->apply(plan("v2"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0706");
  EXPECT_THAT(refused.error().message, HasSubstr("`data` holds data and cannot follow `base`"));
}

TEST(Apply, RepairsWhatStoppedWasLostOrChangedByHand) {
  Bench bench;
  well(bench->apply(shop("v1", 3)));
  const std::string stopped = bench.thing("app[0]")->id;
  bench->cloud.halt(stopped);
  bench->cloud.lose(bench.thing("app[1]")->id);
  bench->cloud.change_by_hand(bench.thing("app[2]")->id, "text", "hacked");
  const auto set = bench->engine->plan(input_of(shop("v1", 3)));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set),
              ElementsAre("start app[0]", "recreate app[1]", "recreate app[2]", "keep data", "move front"));
  well(bench->apply(shop("v1", 3)));
  EXPECT_EQ(bench.thing("app[0]")->id, stopped);
  EXPECT_THAT(bench.world(), ElementsAre("app[0] v1", "app[1] v1", "app[2] v1", "data size 20", "front 3 targets"));
  bench->cloud.change_by_hand(bench.thing("front")->id, "name", "hacked");
  well(bench->apply(shop("v1", 3)));
  EXPECT_EQ(bench.thing("front")->attributes["name"], "shop");
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, ReplacesTheReadersOfWhatItReplaces) {
  Bench bench;
  const auto plan = [](const std::string& text) {
    PlanBuilder b;
    b.add("base", "Thing", {{"text", b.text(text)}});
    b.add("app", "Thing", {{"text", b.join({b.text("on "), b.result("base", "name")})}});
    return b.build();
  };
  well(bench->apply(plan("v1")));
  bench->cloud.lose(bench.thing("base")->id);
  const auto set = bench->engine->plan(input_of(plan("v1")));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set), ElementsAre("replace app", "recreate base"));
  well(bench->apply(plan("v1")));
  EXPECT_EQ(bench.thing("app")->attributes["text"], "on " + bench.thing("base")->id);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, AnInputThatWaitsMayReplaceAndIsDecidedWhenTheValueArrives) {
  Bench bench;
  const auto plan = [](int64_t size) {
    PlanBuilder b;
    b.add("data", "Disk", {{"size", b.number(size)}});
    b.add("app", "Thing", {{"text", b.join({b.text("at "), b.result("data", "path")})}});
    return b.build();
  };
  well(bench->apply(plan(1)));
  const std::string app = bench.thing("app")->id;
  const auto set = bench->engine->plan(input_of(plan(2)));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set), ElementsAre("replace app?", "update data"));
  EXPECT_EQ(set->steps[0].after_inputs["text"], "(known after apply)");
  well(bench->apply(plan(2)));
  EXPECT_EQ(bench.thing("app")->id, app) << "the path stayed, so it was kept";
}

TEST(Apply, ANewSecretValueReplacesItsReaderAndNothingElse) {
  Bench bench;
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}, {"secret", b.secret("PASSWORD")}});
  b.add("data", "Disk", {{"size", b.number(1)}, {"label", b.secret("PASSWORD")}});
  b.add("other", "Thing", {{"text", b.text("v1")}});
  const plan::Plan plan = b.build();
  bench.system.environment["PASSWORD"] = "correct horse";
  well(bench->apply(plan));
  EXPECT_EQ(bench.thing("app")->inputs["secret"], "correct horse");
  bench.system.environment["PASSWORD"] = "battery staple";
  const auto set = bench->engine->plan(input_of(plan));
  ASSERT_TRUE(set.has_value());
  EXPECT_THAT(steps(*set), ElementsAre("replace app", "update data", "keep other"));
  EXPECT_EQ(to_json(*set).find("horse"), std::string::npos);
  well(bench->apply(plan));
  EXPECT_EQ(bench.thing("app")->inputs["secret"], "battery staple");
  bench.system.environment.erase("PASSWORD");
  const auto unread = bench->engine->plan(input_of(plan));
  ASSERT_TRUE(unread.has_value()) << unread.error().message;
  EXPECT_THAT(steps(*unread), ElementsAre("replace app?", "update data?", "keep other"));
  for (const Event& event : bench->events) EXPECT_EQ(event.text.find("horse"), std::string::npos);
}

TEST(Apply, RefusesAChangeSetAfterAnythingMovedOn) {
  Bench bench;
  const PlanInput v1 = input_of(one("v1"));
  const auto first = bench->engine->plan(v1);
  well(bench->engine->apply(v1, *first));
  const auto again = bench->engine->apply(v1, *first);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "E0703");
  const PlanInput v2 = input_of(one("v2"));
  const auto set = bench->engine->plan(v2);
  bench->cloud.replace_program();
  const auto upgraded = bench->engine->apply(v2, *set);
  ASSERT_FALSE(upgraded.has_value());
  EXPECT_EQ(upgraded.error().code, "E0703");
  EXPECT_THAT(upgraded.error().message, HasSubstr("provider `fake` is another program"));
}

TEST(Apply, StopsWhenASecretChangedBetweenPlanAndApply) {
  Bench bench;
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}, {"secret", b.secret("PASSWORD")}});
  b.add("other", "Thing", {{"text", b.text("v1")}});
  bench.system.environment["PASSWORD"] = "correct horse";
  well(bench->apply(b.build()));
  bench->cloud.halt(bench.thing("app")->id);
  const PlanInput input = input_of(b.build());
  const auto set = bench->engine->plan(input);
  ASSERT_TRUE(set.has_value());
  bench.system.environment["PASSWORD"] = "battery staple";
  const auto report = bench->engine->apply(input, *set);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  EXPECT_EQ(report->errors.at(0).code, "E0720");
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Apply, OfAnotherDeploymentsPlanAsksNoProvider) {
  Bench bench;
  PlanBuilder b("other");
  b.add("app", "Thing", {{"text", b.text("v1")}});
  const auto set = bench->engine->plan(input_of(b.build()));
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, "E0701");
  EXPECT_EQ(bench->providers.asked(), 0u);
}

TEST(Apply, IsPinnedToTheTargetOfItsFirstTime) {
  Bench bench;
  well(bench->apply(one("v1")));
  bench->cloud.move_to("cloud-2");
  const auto set = bench->engine->plan(input_of(one("v2")));
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, "E0712");
}

TEST(Apply, OnANewLineageStopsWhereAnotherOnesThingsStand) {
  Bench old;
  well(old->apply(one("v1")));
  Bench bench({}, 2);
  // The same cloud under a new state.
  FakeCloud cloud(old.folder / "cloud.jsonl");
  OneProvider providers(cloud);
  Redactor redactor;
  EngineOptions options;
  options.who = "tester";
  Engine engine(bench.system, *bench->state, providers, redactor, options, {});
  const PlanInput input = input_of(one("v1"));
  const auto set = engine.plan(input);
  ASSERT_TRUE(set.has_value());
  const auto report = engine.apply(input, *set);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  EXPECT_EQ(report->errors.at(0).code, "E0713");
  EXPECT_EQ(cloud.things().size(), 1u);
}

TEST(Apply, ChecksWhatTheCompilerCouldNotBeforeTheValueIsUsed) {
  Bench bench;
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}, {"secret", b.secret("PASSWORD")}});
  const auto long_enough = b.values().apply(value::Op::NotEqual, std::vector{b.secret("PASSWORD"), b.text("short")});
  b.check("app", long_enough, "it must not be short");
  bench.system.environment["PASSWORD"] = "short";
  const auto refused = bench->apply(b.build());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0709");
  EXPECT_THAT(refused.error().message, HasSubstr("a rule of `app` does not hold: it must not be short"));
  // The names that messages use lie beside the plan.
  PlanInput input = input_of(b.build());
  plan::DebugInfo debug;
  debug.plan = input.digest;
  debug.checks = {"`password`"};
  input.debug_bytes = plan::to_json(debug);
  const auto by_name = bench->engine->plan(input);
  ASSERT_FALSE(by_name.has_value());
  EXPECT_THAT(by_name.error().message, HasSubstr("`password` does not hold: it must not be short"));
  bench.system.environment["PASSWORD"] = "long enough";
  well(bench->apply(b.build()));
}

TEST(Apply, WhatAPointersTargetsNeedOfItIsMadeEmptyAndFilled) {
  Bench bench;
  const auto plan = [](const std::string& text) {
    PlanBuilder b;
    b.add("app", "Thing", {{"text", b.join({b.text(text + " at "), b.result("front", "url")})}});
    b.add("front", "Pointer", {{"name", b.text("shop")}, {"targets", b.list({b.result("app", "name")})}});
    return b.build();
  };
  well(bench->apply(plan("v1")));
  EXPECT_THAT(bench->cloud.effects(), ElementsAre("create front", "create app", "update front"));
  EXPECT_THAT(bench.world(), ElementsAre("app v1 at http://shop/", "front 1 targets"));
  const auto same = bench->engine->plan(input_of(plan("v1")));
  ASSERT_TRUE(same.has_value());
  EXPECT_TRUE(same->empty()) << ::testing::PrintToString(steps(*same));
  well(bench->apply(plan("v2")));
  EXPECT_THAT(bench.world(), ElementsAre("app v2 at http://shop/", "front 1 targets"));
  well(bench->destroy());
  EXPECT_THAT(bench.world(), IsEmpty());
  EXPECT_THAT(bench.problems(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
