#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "runtime/system/real.h"
#include "test/support/fake_system.h"

namespace infra::runtime {
namespace {

TEST(RealClock, ASleepEndsEarlyWhenItIsCancelled) {
  auto clock = make_real_clock();
  CancelToken cancel;
  std::thread canceller([&] { cancel.cancel(); });
  EXPECT_FALSE(clock->sleep(std::chrono::hours(24), cancel));
  canceller.join();
}

TEST(RealClock, ASleepTakesItsTimeOnTheClockOfDeadlines) {
  auto clock = make_real_clock();
  const Milliseconds before = clock->monotonic();
  EXPECT_TRUE(clock->sleep(Milliseconds(30), CancelToken()));
  EXPECT_GE(clock->monotonic() - before, Milliseconds(30));
  EXPECT_GT(clock->wall(), Milliseconds(1'700'000'000'000));
}

TEST(RealRandom, NeverRepeats) {
  auto random = make_real_random();
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random->hex(16));
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_EQ(seen.begin()->size(), 32u);
}

TEST(KillingFailpoints, NothingHappensWithoutASetting) {
  make_killing_failpoints(std::nullopt)->hit("a.b");
  make_killing_failpoints("")->hit("");
}

TEST(KillingFailpointsDeathTest, KillsAtTheHitThatWasAsked) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(make_killing_failpoints("a.b")->hit("a.b"), testing::KilledBySignal(SIGKILL), "");
  const auto third = [] {
    auto points = make_killing_failpoints("a.b:3");
    points->hit("a.b");
    points->hit("a.c");
    points->hit("a.b");
    fprintf(stderr, "twice and alive");
    points->hit("a.b");
  };
  EXPECT_EXIT(third(), testing::KilledBySignal(SIGKILL), "twice and alive");
}

TEST(TestFailpoints, CountsAndThrowsWhereItIsTold) {
  test::TestFailpoints points;
  points.throw_at("a.b", 2);
  points.hit("a.b");
  EXPECT_THROW(points.hit("a.b"), test::Killed);
  EXPECT_EQ(points.hits(), (std::map<std::string, int>{{"a.b", 2}}));
}

}  // namespace
}  // namespace infra::runtime
