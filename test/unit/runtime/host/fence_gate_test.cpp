#include "runtime/host/fence_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;

class FenceGateTest : public ::testing::Test {
 protected:
  FenceGateTest() { EXPECT_TRUE(root_.prepare(system_)); }
  std::unique_ptr<FenceGate> load() { return FenceGate::load(system_, root_).value(); }
  static Call call(uint64_t fence, const std::string& lineage = "shop") {
    Call made;
    made.stamp.lineage = lineage;
    made.fence = {1, fence};
    return made;
  }

  FakeSystem system_;
  TempFolder folder_;
  HostRoot root_{folder_ / "host"};
};

TEST_F(FenceGateTest, RaisingCallsOlderCallsOffAndWaitsForTheirEnd) {
  auto gate = load();
  const Call older = call(1), foreign = call(1, "another deployment");
  auto running = std::make_unique<Result<FenceGate::Admission>>(gate->enter(older));
  const auto beside = gate->enter(foreign);
  ASSERT_TRUE(*running);
  ASSERT_TRUE(beside);
  std::atomic<bool> raised = false;
  std::thread holder([&] {
    EXPECT_TRUE(gate->raise("shop", {1, 2}));
    raised = true;
  });
  while (!older.cancel.cancelled()) std::this_thread::yield();
  EXPECT_FALSE(raised) << "the older call can still be changing something";
  EXPECT_FALSE(foreign.cancel.cancelled());
  running.reset();
  holder.join();
  EXPECT_TRUE(raised);
  EXPECT_EQ(gate->enter(older).error().code, diag::FenceRefused.code);
  EXPECT_TRUE(gate->enter(call(2)));
}

TEST_F(FenceGateTest, WhatWasRaisedHoldsAfterARestart) {
  ASSERT_TRUE(load()->raise("shop", {1, 7}));
  EXPECT_EQ(load()->enter(call(6)).error().code, diag::FenceRefused.code);
  EXPECT_TRUE(load()->enter(call(7)));
}

TEST_F(FenceGateTest, OnAFullDiskNothingIsRaised) {
  auto gate = load();
  ASSERT_TRUE(gate->raise("shop", {1, 1}));
  system_.disk.fail_changes_from(1, diag::error(diag::HostWriteFailed, root_.fences(), "No space left on device"));
  EXPECT_EQ(gate->raise("shop", {1, 2}).error().code, diag::HostWriteFailed.code);
  system_.disk.heal();
  EXPECT_TRUE(gate->enter(call(1))) << "a fence that is not on disk would be forgotten by a restart";
}

TEST_F(FenceGateTest, DamagedFencesAreRefused) {
  std::ofstream(root_.fences()) << R"({"format":2})";
  EXPECT_EQ(FenceGate::load(system_, root_).error().code, diag::HostRecordDamaged.code);
}

}  // namespace
}  // namespace infra::test
