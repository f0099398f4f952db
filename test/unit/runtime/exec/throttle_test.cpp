// A provider that wants to be left alone for a while is asked again, on the injected clock and within the deadline.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

plan::Plan one(const std::string& text, std::optional<int64_t> timeout_ms = {}) {
  PlanBuilder b;
  plan::With with;
  with.timeout_ms = timeout_ms;
  b.add("app", "Thing", {{"text", b.text(text)}}, with);
  return b.build();
}

/// The first `refusals` calls of `operation` are refused; counts what comes.
FaultyProvider::Decide busy(const std::string& operation, size_t refusals, size_t& asked) {
  return [=, &asked](const std::string& now, const std::string&) {
    if (now != operation) return Fault::None;
    return asked++ < refusals ? Fault::Throttled : Fault::None;
  };
}

std::vector<std::string> progress(const Worker& worker) {
  std::vector<std::string> texts;
  for (const Event& event : worker.events)
    if (event.kind == EventKind::StepProgress) texts.push_back(event.step + ": " + event.text);
  return texts;
}

TEST(Throttled, ACallIsMadeAgainLaterEachTimeAndProgressSaysSo) {
  Bench bench;
  size_t asked = 0;
  bench.restart(busy("create", 4, asked));
  const auto before = bench.system.clock.monotonic();
  const auto report = bench->apply(one("v1"));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Done);
  EXPECT_EQ(asked, 5u);
  // 250, 500, 1000 and 2000 ms, each at least half and at most whole.
  const auto waited = bench.system.clock.monotonic() - before;
  EXPECT_GE(waited, Milliseconds(1875));
  EXPECT_LE(waited, Milliseconds(3750));
  EXPECT_THAT(progress(bench.worker()),
              AllOf(::testing::SizeIs(4), Contains(HasSubstr("create app: too much is asked"))));
  EXPECT_THAT(bench.world(), ElementsAre("app v1"));
  EXPECT_EQ(bench->cloud.effects().size(), 1u);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Throttled, TheDeadlineOfTheStepBoundsIt) {
  Bench bench;
  size_t asked = 0;
  bench.restart(busy("create", 1000, asked));
  const auto before = bench.system.clock.monotonic();
  const auto report = bench->apply(one("v1", 10'000));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Failed);
  ASSERT_EQ(report->errors.at(0).code, "E0737");
  EXPECT_THAT(report->errors[0].message, HasSubstr("10000 ms"));
  EXPECT_THAT(report->errors[0].notes, Contains("slow down"));
  EXPECT_LE(bench.system.clock.monotonic() - before, Milliseconds(10'000));
  EXPECT_LT(asked, 12u);
  EXPECT_THAT(bench.world(), IsEmpty()) << "it is known that nothing was made";
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST(Throttled, EveryOperationWaits) {
  for (const char* operation : {"read", "update", "destroy", "start", "drain"}) {
    SCOPED_TRACE(operation);
    Bench bench;
    ASSERT_TRUE(bench->apply(shop("v1", 1)).has_value());
    bench->cloud.halt(bench.thing("app[0]")->id);
    size_t asked = 0;
    bench.restart(busy(operation, 2, asked));
    for (const char* release : {"v1", "v2"}) {
      const auto report = bench->apply(shop(release, 1));
      ASSERT_TRUE(report.has_value()) << report.error().message;
      EXPECT_EQ(report->outcome, Outcome::Done);
    }
    EXPECT_GE(asked, 3u);
    EXPECT_THAT(bench.problems(), IsEmpty());
  }
}

TEST(Throttled, CtrlCEndsTheWaitAndTheRunCanBeGoneOnWith) {
  Bench bench;
  bench.options.cancel = CancelToken();
  bench.restart([cancel = bench.options.cancel](const std::string& operation, const std::string&) {
    if (operation != "create") return Fault::None;
    cancel.cancel();
    return Fault::Throttled;
  });
  const auto report = bench->apply(one("v1"));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Interrupted);
  EXPECT_THAT(report->errors, IsEmpty());
  bench.options.cancel = CancelToken();
  bench.restart();
  const auto resumed = bench->engine->resume();
  ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
  EXPECT_EQ(resumed->outcome, Outcome::Done);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
