// An old instance stops only when its sessions have ended: as long as nobody can say that, it stays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Drain : public testing::Test {
 protected:
  void apply(const std::string& release, Outcome outcome) {
    last = bench->apply(shop(release));
    ASSERT_TRUE(last.has_value()) << last.error().message;
    EXPECT_EQ(last->outcome, outcome);
  }
  void drains_fail() {
    bench.restart([](const std::string& operation, const std::string&) {
      return operation == "drain" ? Fault::Before : Fault::None;
    });
  }
  size_t retiring() {
    const auto rows = bench.rows();
    return std::count_if(rows.begin(), rows.end(), [](const auto& r) { return r.status == InstanceStatus::Retiring; });
  }

  Bench bench;
  Result<RunReport> last = fail({});
};

TEST_F(Drain, ThatFailsLeavesWhatStoodBehindThePointerAndSaysSo) {
  apply("v1", Outcome::Done);
  drains_fail();
  apply("v2", Outcome::Unfinished);
  EXPECT_THAT(bench.world(),
              ElementsAre("app[0] v1", "app[0] v2", "app[1] v1", "app[1] v2", "data size 20", "front 2 targets"));
  EXPECT_EQ(retiring(), 2u);
  EXPECT_THAT(last->unfinished, UnorderedElementsAre("app[0]", "app[1]"));
  ASSERT_EQ(last->errors.size(), 1u);
  EXPECT_THAT(last->errors[0].notes, Contains(HasSubstr("may still have sessions, and stays")));
}

TEST_F(Drain, IsOwedToTheNextRunWhichThenRetires) {
  apply("v1", Outcome::Done);
  drains_fail();
  apply("v2", Outcome::Unfinished);
  apply("v2", Outcome::Unfinished);
  EXPECT_EQ(retiring(), 2u) << "still nobody can say";
  bench.restart();
  const size_t asked = bench->cloud.calls("drain");
  apply("v2", Outcome::Done);
  EXPECT_EQ(bench->cloud.calls("drain"), asked + 1);
  EXPECT_THAT(bench.world(), ElementsAre("app[0] v2", "app[1] v2", "data size 20", "front 2 targets"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Drain, CoversAllThatThePointerHasLeftSince) {
  apply("v1", Outcome::Done);
  drains_fail();
  apply("v2", Outcome::Unfinished);
  apply("v3", Outcome::Unfinished);
  EXPECT_EQ(retiring(), 4u);
  apply("v3", Outcome::Unfinished);
  EXPECT_EQ(retiring(), 4u);
  bench.restart();
  apply("v3", Outcome::Done);
  EXPECT_THAT(bench.world(), ElementsAre("app[0] v3", "app[1] v3", "data size 20", "front 2 targets"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Drain, OfAPointerThatIsDestroyedIsOwedNoMore) {
  apply("v1", Outcome::Done);
  drains_fail();
  apply("v2", Outcome::Unfinished);
  bench.restart();
  last = bench->destroy();
  ASSERT_TRUE(last.has_value()) << last.error().message;
  for (const Error& error : last->errors) ADD_FAILURE() << error.code << " " << error.message;
  EXPECT_EQ(last->outcome, Outcome::Done);
  EXPECT_THAT(bench.world(), ElementsAre("data size 20"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Drain, CountsWhatItHadToCut) {
  apply("v1", Outcome::Done);
  apply("v2", Outcome::Done);
  std::vector<std::string> told;
  for (const Event& event : bench->events)
    if (event.operation == "drain" && event.kind == EventKind::StepDone) told.push_back(event.text);
  EXPECT_THAT(told, ElementsAre("2 cut at the deadline"));
}

TEST_F(Drain, ThatIsCalledOffIsGoneOnWith) {
  apply("v1", Outcome::Done);
  bench.options.cancel = CancelToken();
  bench.restart([cancel = bench.options.cancel](const std::string& operation, const std::string&) {
    if (operation != "drain") return Fault::None;
    cancel.cancel();
    return Fault::Throttled;
  });
  apply("v2", Outcome::Interrupted);
  EXPECT_EQ(retiring(), 2u);
  bench.options.cancel = CancelToken();
  bench.restart();
  const size_t asked = bench->cloud.calls("drain");
  last = bench->engine->resume();
  ASSERT_TRUE(last.has_value()) << last.error().message;
  EXPECT_EQ(last->outcome, Outcome::Done);
  EXPECT_EQ(bench->cloud.calls("drain"), asked + 1);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
