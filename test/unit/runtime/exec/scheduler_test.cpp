#include "runtime/exec/scheduler.h"

#include <random>

#include <gtest/gtest.h>

namespace infra::runtime {
namespace {

TEST(Scheduler, StartsWhatIsReadyInTheOrderAdded) {
  Scheduler scheduler(8);
  const NodeId a = scheduler.add(), b = scheduler.add(), c = scheduler.add();
  scheduler.order(a, b);
  EXPECT_EQ(scheduler.start_next(), a);
  EXPECT_EQ(scheduler.start_next(), c);
  EXPECT_FALSE(scheduler.start_next().valid());
  scheduler.done(a);
  EXPECT_EQ(scheduler.start_next(), b);
  EXPECT_FALSE(scheduler.finished());
  scheduler.done(b);
  scheduler.done(c);
  EXPECT_TRUE(scheduler.finished());
  EXPECT_TRUE(scheduler.skipped().empty());
}

TEST(Scheduler, RunsNoMoreAtOnceThanTheLimits) {
  Scheduler scheduler(3);
  scheduler.limit("slow", 1);
  const NodeId a = scheduler.add("slow"), b = scheduler.add("slow"), c = scheduler.add(), d = scheduler.add();
  const NodeId e = scheduler.add();
  EXPECT_EQ(scheduler.start_next(), a);
  EXPECT_EQ(scheduler.start_next(), c);  // `b` would be the second of its group.
  EXPECT_EQ(scheduler.start_next(), d);
  EXPECT_FALSE(scheduler.start_next().valid());
  scheduler.done(c);
  EXPECT_EQ(scheduler.start_next(), e);
  scheduler.done(a);
  EXPECT_EQ(scheduler.start_next(), b);
}

TEST(Scheduler, WhatOnlyWaitsMakesRoomForOthers) {
  Scheduler scheduler(1);
  scheduler.limit("g", 1);
  const NodeId a = scheduler.add("g"), b = scheduler.add("g");
  EXPECT_EQ(scheduler.start_next(), a);
  EXPECT_FALSE(scheduler.start_next().valid());
  scheduler.set_waiting(a);
  EXPECT_EQ(scheduler.start_next(), b);
  EXPECT_EQ(scheduler.running(), 2u);
  scheduler.done(a);
  scheduler.done(b);
  EXPECT_TRUE(scheduler.finished());
}

TEST(Scheduler, AFailureSkipsWhatDependsOnItAndNothingElse) {
  Scheduler scheduler(8);
  const NodeId a = scheduler.add(), b = scheduler.add(), c = scheduler.add(), d = scheduler.add();
  scheduler.order(a, b);
  scheduler.order(b, c);
  EXPECT_EQ(scheduler.start_next(), a);
  EXPECT_EQ(scheduler.start_next(), d);
  scheduler.failed(a);
  EXPECT_FALSE(scheduler.start_next().valid());
  scheduler.done(d);
  EXPECT_TRUE(scheduler.finished());
  EXPECT_EQ(scheduler.skipped(), (std::vector<NodeId>{b, c}));
}

TEST(Scheduler, StoppedStartsNothingMoreAndFinishesWithWhatRuns) {
  Scheduler scheduler(1);
  const NodeId a = scheduler.add(), b = scheduler.add();
  EXPECT_EQ(scheduler.start_next(), a);
  scheduler.stop();
  EXPECT_FALSE(scheduler.finished());
  scheduler.done(a);
  EXPECT_FALSE(scheduler.start_next().valid());
  EXPECT_TRUE(scheduler.finished());
  EXPECT_EQ(scheduler.skipped(), std::vector<NodeId>{b});
}

TEST(Scheduler, FindsACycleBeforeAnythingStarts) {
  Scheduler scheduler(8);
  const NodeId a = scheduler.add(), b = scheduler.add(), c = scheduler.add();
  scheduler.order(a, b);
  scheduler.order(b, c);
  EXPECT_TRUE(scheduler.find_cycle().empty());
  scheduler.order(c, b);
  EXPECT_EQ(scheduler.find_cycle(), (std::vector<NodeId>{b, c}));
}

TEST(Scheduler, OrdersEveryRandomGraphAndRunsAllOfIt) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const uint32_t count = 1 + random() % 30;
    Scheduler scheduler(1 + random() % 4);
    std::vector<std::pair<uint32_t, uint32_t>> orders;
    for (uint32_t i = 0; i < count; ++i) scheduler.add(random() % 2 ? "x" : "y");
    scheduler.limit("x", 1);
    for (uint32_t i = 1; i < count; ++i)
      if (const uint32_t before = random() % (i + 1); before != i) orders.emplace_back(before, i);
    for (auto [first, then] : orders) scheduler.order(NodeId(first), NodeId(then));
    std::vector<NodeId> running;
    std::vector<int> finished_at(count, -1), started_at(count, -1);
    int time = 0;
    while (!scheduler.finished()) {
      while (const NodeId id = scheduler.start_next()) {
        started_at[id.index] = time++;
        running.push_back(id);
      }
      ASSERT_FALSE(running.empty());
      const size_t pick = random() % running.size();
      finished_at[running[pick].index] = time++;
      scheduler.done(running[pick]);
      running.erase(running.begin() + static_cast<ptrdiff_t>(pick));
    }
    for (uint32_t i = 0; i < count; ++i) ASSERT_GE(finished_at[i], 0);
    for (auto [first, then] : orders) EXPECT_LT(finished_at[first], started_at[then]);
  }
}

}  // namespace
}  // namespace infra::runtime
