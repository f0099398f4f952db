// What an interrupted run is held to when it is gone on with: every row that it has not written itself is as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

plan::Plan app_and_data(const std::string& release) {
  PlanBuilder b;
  b.add("data", "Disk", {{"size", b.number(20)}});
  b.add("app", "Thing", {{"text", b.text(release)}, {"disk", b.ref("data")}});
  return b.build();
}

plan::Plan app_alone(const std::string& release) {
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text(release)}});
  return b.build();
}

class Resume : public testing::Test {
 protected:
  /// One call after the other from the first apply on: what is made first is retired first.
  Resume() {
    bench.options.jobs = 1;
    restart();
  }

  /// A process in which the first `operation` on `address` is the last one: somebody pressed Ctrl-C.
  void interrupt_at(const std::string& operation, const std::string& address) {
    bench.options.cancel = CancelToken();
    bench.restart([=, cancel = bench.options.cancel](const std::string& asked, const std::string& of) mutable {
      if (asked == operation && of == address) cancel.cancel();
      return Fault::None;
    });
  }
  void restart(FaultyProvider::Decide faults = {}) {
    bench.options.cancel = CancelToken();
    bench.restart(std::move(faults));
  }
  Outcome outcome(const Result<RunReport>& report) {
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().code + " " + report.error().message);
    return report ? report->outcome : Outcome::Failed;
  }
  std::string code(const Result<RunReport>& report) { return report ? "" : report.error().code; }

  Bench bench;
};

TEST_F(Resume, NoticesThatDataThatItTakesBackWasForgottenInBetween) {
  ASSERT_EQ(outcome(bench->apply(app_and_data("v1"))), Outcome::Done);
  ASSERT_EQ(outcome(bench->apply(app_alone("v1"))), Outcome::Done);
  interrupt_at("create", "app");
  ASSERT_EQ(outcome(bench->apply(app_and_data("v2"))), Outcome::Interrupted);
  restart();
  ASSERT_TRUE(bench->engine->forget("data").has_value());
  const auto refused = bench->engine->resume();
  ASSERT_EQ(code(refused), "E0703");
  EXPECT_THAT(refused.error().message, HasSubstr("is no longer there"));
  EXPECT_THAT(refused.error().help, HasSubstr("give `infra apply` the file again"));
}

TEST_F(Resume, NoticesItOfDataThatTheRunJustBeforeHasMade) {
  ASSERT_EQ(outcome(bench->apply(app_alone("v1"))), Outcome::Done);
  ASSERT_EQ(outcome(bench->apply(app_and_data("bad"))), Outcome::Failed) << "its data stays";
  interrupt_at("create", "app");
  ASSERT_EQ(outcome(bench->apply(app_and_data("v2"))), Outcome::Interrupted);
  restart();
  ASSERT_TRUE(bench->engine->forget("data").has_value());
  EXPECT_EQ(code(bench->engine->resume()), "E0703");
}

TEST_F(Resume, OfWhatSomebodyHasChangedIsTakenOverByTheFileGivenAgain) {
  ASSERT_EQ(outcome(bench->apply(app_and_data("v1"))), Outcome::Done);
  ASSERT_EQ(outcome(bench->apply(app_alone("v1"))), Outcome::Done);
  const std::string forgotten = bench.thing("data")->id;
  interrupt_at("create", "app");
  ASSERT_EQ(outcome(bench->apply(app_and_data("v2"))), Outcome::Interrupted);
  restart();
  ASSERT_TRUE(bench->engine->forget("data").has_value());
  bench->cloud.lose(forgotten);
  ASSERT_EQ(outcome(bench->apply(app_and_data("v2"))), Outcome::Done);
  EXPECT_EQ(bench.thing("app")->inputs["text"], "v2");
  EXPECT_NE(bench.thing("data")->id, forgotten);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Resume, DoesNotMindWhatItHasWrittenItself) {
  ASSERT_EQ(outcome(bench->apply(shop("v1"))), Outcome::Done);
  interrupt_at("update", "front");
  ASSERT_EQ(outcome(bench->apply(shop("v2"))), Outcome::Interrupted);
  interrupt_at("destroy", "app[0]");
  ASSERT_EQ(outcome(bench->engine->resume()), Outcome::Interrupted);
  restart();
  ASSERT_EQ(outcome(bench->engine->resume()), Outcome::Done);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Resume, DoesNotMindThatItHasSettledACreateOfARunLongBefore) {
  restart([](const std::string& operation, const std::string&) {
    return operation == "create" ? Fault::Lost : Fault::None;
  });
  ASSERT_EQ(outcome(bench->apply(app_alone("v1"))), Outcome::Unfinished) << "nobody can say whether it was made";
  restart([](const std::string& operation, const std::string& address) {
    return operation == "find" && !address.empty() ? Fault::Lost : Fault::None;
  });
  ASSERT_EQ(outcome(bench->apply(app_alone("v2"))), Outcome::Interrupted) << "nor whether it is there";
  interrupt_at("find", "app");
  ASSERT_EQ(outcome(bench->apply(app_alone("v3"))), Outcome::Interrupted);
  restart();
  ASSERT_EQ(outcome(bench->engine->resume()), Outcome::Done);
  EXPECT_THAT(bench.world(), Contains("app v3"));
  EXPECT_THAT(bench.problems(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
