// Rollback, drift and repair, status, outputs, logs, forget.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void well(const Result<RunReport>& report) {
  ASSERT_TRUE(report.has_value()) << report.error().code << " " << report.error().message;
  for (const Error& error : report->errors) ADD_FAILURE() << error.code << " " << error.message;
  EXPECT_EQ(report->outcome, Outcome::Done);
}

TEST(Rollback, GoesToTheLastGenerationWithAnotherPlanAndChangesNoData) {
  Bench bench;
  PlanBuilder b1, b2;
  b1.add("data", "Disk", {{"size", b1.number(20)}})
      .add("app", "Thing", {{"text", b1.text("v1")}, {"disk", b1.ref("data")}});
  b2.add("data", "Disk", {{"size", b2.number(30)}})
      .add("app", "Thing", {{"text", b2.text("v2")}, {"disk", b2.ref("data")}});
  b2.add("more", "Disk", {{"size", b2.number(1)}});
  well(bench->apply(b1.build()));
  well(bench->apply(b2.build()));
  bench.restart();
  const auto set = bench->engine->plan_rollback(std::nullopt);
  ASSERT_TRUE(set.has_value()) << set.error().message;
  EXPECT_EQ(set->target, 1u);
  EXPECT_THAT(set->notes,
              ElementsAre(HasSubstr("`data` holds data and stays as it is"), HasSubstr("`more` holds data and stays")));
  well(bench->engine->run(*set));
  EXPECT_THAT(bench.world(), ElementsAre("app v1", "data size 30", "more size 1"));
  EXPECT_THAT(bench.problems(), IsEmpty());
  well(bench->rollback());  // The last one with another plan is v2 now.
  EXPECT_THAT(bench.world(), ElementsAre("app v2", "data size 30", "more size 1"));
}

TEST(Rollback, TakesAGenerationOrAPlansDigest) {
  Bench bench;
  for (const char* release : {"v1", "v2", "v3"}) well(bench->apply(shop(release)));
  well(bench->rollback("2"));
  EXPECT_THAT(bench.world(), ::testing::Contains("app[0] v2"));
  const Digest first = input_of(shop("v1")).digest;
  well(bench->rollback(first.brief()));
  EXPECT_THAT(bench.world(), ::testing::Contains("app[0] v1"));
  well(bench->rollback(input_of(shop("v3")).digest.text()));
  EXPECT_THAT(bench.world(), ::testing::Contains("app[0] v3"));
  for (const char* wrong : {"9", "ffffffffffff", "abc"}) {
    const auto set = bench->engine->plan_rollback(wrong);
    ASSERT_FALSE(set.has_value()) << wrong;
    EXPECT_EQ(set.error().code, "E0714");
  }
}

TEST(Rollback, WithoutAnEarlierPlanSaysSo) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const auto set = bench->engine->plan_rollback(std::nullopt);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, "E0715");
}

TEST(Rollback, RefusesWhereDataIsOfAnotherKindNow) {
  Bench bench;
  PlanBuilder b1, b2;
  b1.add("data", "Thing", {{"text", b1.text("v1")}});
  b2.add("data", "Disk", {{"size", b2.number(1)}});
  well(bench->apply(b1.build()));
  well(bench->apply(b2.build()));
  EXPECT_THAT(bench.world(), ElementsAre("data size 1"));
  const auto set = bench->engine->plan_rollback(std::nullopt);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, "E0716");
}

TEST(Rollback, ComesBackFromADestroy) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const auto world = bench.world();
  well(bench->destroy());
  well(bench->rollback());
  EXPECT_EQ(bench.world(), world);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Drift, TellsWhatIsGoneStoppedOrChangedAndTouchesNothing) {
  Bench bench;
  well(bench->apply(shop("v1", 3)));
  EXPECT_THAT(bench->engine->drift()->items, IsEmpty());
  bench->cloud.halt(bench.thing("app[0]")->id);
  bench->cloud.lose(bench.thing("app[1]")->id);
  bench->cloud.change_by_hand(bench.thing("front")->id, "name", "hacked");
  const size_t effects = bench->cloud.effects().size();
  const auto drift = bench->engine->drift();
  ASSERT_TRUE(drift.has_value());
  EXPECT_EQ(drift->checked, 5u);
  std::map<std::string, std::string> what;
  for (const DriftItem& item : drift->items) what[item.address] = item.what;
  EXPECT_EQ(what,
            (std::map<std::string, std::string>{{"app[0]", "stopped"}, {"app[1]", "gone"}, {"front", "changed"}}));
  for (const DriftItem& item : drift->items)
    if (item.address == "front") {
      EXPECT_EQ(item.expected, Json({{"name", "shop"}}));
      EXPECT_EQ(item.found, Json({{"name", "hacked"}}));
    }
  EXPECT_EQ(bench->cloud.effects().size(), effects);

  const auto set = bench->engine->plan_repair(*drift);
  ASSERT_TRUE(set.has_value());
  EXPECT_EQ(set->verb, "repair");
  well(bench->engine->run(*set));
  EXPECT_THAT(bench->engine->drift()->items, IsEmpty());
  EXPECT_THAT(bench.world(), ElementsAre("app[0] v1", "app[1] v1", "app[2] v1", "data size 20", "front 3 targets"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Drift, RepairOfNothingDoesNothing) {
  Bench bench;
  well(bench->apply(shop("v1")));
  const auto set = bench->engine->plan_repair({});
  ASSERT_TRUE(set.has_value());
  EXPECT_EQ(bench->engine->run(*set)->outcome, Outcome::NothingToDo);
}

TEST(Drift, WatchesKeptDataToo) {
  Bench bench;
  well(bench->apply(shop("v1")));
  well(bench->destroy());
  bench->cloud.lose(bench.thing("data")->id);
  const auto drift = bench->engine->drift();
  ASSERT_TRUE(drift.has_value());
  ASSERT_EQ(drift->items.size(), 1u);
  EXPECT_EQ(drift->items[0].address, "data");
}

TEST(Status, ListsWhatThereIsAndHowItIs) {
  Bench bench;
  EXPECT_FALSE(bench->engine->status(true)->head.has_value());
  well(bench->apply(shop("v1")));
  bench->cloud.halt(bench.thing("app[1]")->id);
  const auto status = bench->engine->status(true);
  ASSERT_TRUE(status.has_value());
  EXPECT_EQ(status->deployment, "demo");
  ASSERT_EQ(status->rows.size(), 4u);
  EXPECT_EQ(status->rows[1].instance.address, "app[1]");
  EXPECT_EQ(status->rows[1].presence, "stopped");
  EXPECT_TRUE(status->rows[1].in_map);
  EXPECT_EQ(bench->engine->status(false)->rows[1].presence, "");
}

TEST(Outputs, AreEvaluatedFromWhatStandsAndHideSecrets) {
  Bench bench;
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}});
  const auto text = types::TypeStore::scalar(types::TypeKind::String);
  b.output("name", text, b.join({b.text("it is "), b.result("app", "name")}));
  b.output("password", b.types().secret(text), b.secret("PASSWORD"));
  bench.system.environment["PASSWORD"] = "correct horse";
  well(bench->apply(b.build()));
  bench.restart();
  const auto outputs = bench->engine->outputs();
  ASSERT_TRUE(outputs.has_value()) << outputs.error().message;
  EXPECT_EQ((*outputs)["name"]["value"], "it is " + bench.thing("app")->id);
  EXPECT_EQ((*outputs)["name"]["type"], "String");
  EXPECT_EQ((*outputs)["password"]["value"], "<secret>");
}

TEST(Logs, AreThoseOfTheAddress) {
  Bench bench;
  well(bench->apply(shop("v1")));
  EXPECT_THAT(bench->engine->logs("app[0]", 10).value(), HasSubstr(bench.thing("app[0]")->id));
  EXPECT_EQ(bench->engine->logs("nothing", 10).error().code, "E0717");
}

TEST(Forget, EndsTheRowOfKeptDataAndLeavesTheThing) {
  Bench bench;
  well(bench->apply(shop("v1")));
  EXPECT_EQ(bench->engine->forget("data").error().code, "E0718");
  EXPECT_EQ(bench->engine->forget("nothing").error().code, "E0717");
  well(bench->destroy());
  ASSERT_TRUE(bench->engine->forget("data").has_value());
  EXPECT_THAT(bench.rows(), IsEmpty());
  EXPECT_THAT(bench.world(), ElementsAre("data size 20"));
}

TEST(History, ListsRunsNewestFirst) {
  Bench bench;
  well(bench->apply(shop("v1")));
  well(bench->destroy());
  const auto runs = bench->engine->history();
  ASSERT_EQ(runs->size(), 2u);
  EXPECT_EQ(runs->at(0).verb, "destroy");
  EXPECT_EQ(runs->at(1).status, RunStatus::Done);
}

}  // namespace
}  // namespace infra::test
