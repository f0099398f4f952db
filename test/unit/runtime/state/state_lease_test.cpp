#include <filesystem>

#include "test/support/child_process.h"
#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

class StateLease : public StateConformance {
 protected:
  /// A child process that opened the state and holds its lease.
  std::unique_ptr<test::HeldChild> held_by_a_child() {
    return std::make_unique<test::HeldChild>([&] {
      test::FakeSystem other(2);
      auto state = GetParam().open(other, folder_);
      if (!state) throw std::runtime_error(state.error().message);
      auto lease = (*state)->acquire("bob@elsewhere");
      if (!lease) throw std::runtime_error(lease.error().message);
      lease->release();  // never given back: only death frees it
    });
  }
};

TEST_P(StateLease, OneHolderAtATimeAndTheOtherIsToldWho) {
  auto other = GetParam().open(system_, folder_).value();
  const auto refused = other->acquire("bob@example");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "E0604");
  EXPECT_NE(refused.error().message.find("ada@example"), std::string::npos) << refused.error().message;
  ASSERT_EQ(refused.error().notes.size(), 2u);
  EXPECT_NE(refused.error().notes[0].find(std::to_string(::getpid())), std::string::npos);
  EXPECT_EQ(refused.error().notes[1], "since 2026-01-01 00:00:00 UTC");
  EXPECT_TRUE(other->read()) << "reading needs no lease";
  lease_.reset();
  EXPECT_TRUE(other->acquire("bob@example"));
}

TEST_P(StateLease, EveryHolderGetsAHigherFence) {
  const Fence first = lease_->fence();
  EXPECT_EQ(first.epoch, 1u);
  reopen();
  EXPECT_GT(lease_->fence(), first);
  Instance row = sample_instance(1, "app");
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_instance(row)); });
  EXPECT_EQ(row.fence, lease_->fence().fence);
}

TEST_P(StateLease, ADeadHolderFreesItAtOnce) {
  lease_.reset();
  state_.reset();
  auto child = held_by_a_child();
  state_ = GetParam().open(system_, folder_).value();
  const auto refused = state_->acquire("ada@example");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("bob@elsewhere"), std::string::npos);
  child->kill();
  const auto taken = state_->acquire("ada@example");
  ASSERT_TRUE(taken);
  EXPECT_EQ((*taken)->fence().fence, 3u);
}

TEST_P(StateLease, OfManyProcessesThatRaceForItEachGetsItsOwnTurn) {
  lease_.reset();
  state_.reset();
  constexpr int kProcesses = 4, kTurns = 5;
  std::vector<std::unique_ptr<test::Child>> children;
  for (int i = 0; i < kProcesses; ++i) {
    // Each raises a counter in two transactions of one lease: without mutual exclusion a raise is lost.
    children.push_back(std::make_unique<test::Child>([&, i] {
      test::FakeSystem own(static_cast<uint64_t>(10 + i));
      auto state = std::move(*GetParam().open(own, folder_));
      for (int turn = 0; turn < kTurns;) {
        auto lease = state->acquire("racer");
        if (!lease) continue;
        const std::string before = state->read().value()->value("counter").value().value_or("0");
        const auto raised = state->transact(
            **lease, [&](StateWriter& w) { return w.put_value("counter", std::to_string(std::stoi(before) + 1)); });
        if (!raised) throw std::runtime_error(raised.error().message);
        ++turn;
      }
    }));
  }
  for (auto& child : children) EXPECT_TRUE(child->wait().well());
  state_ = GetParam().open(system_, folder_).value();
  acquire();
  EXPECT_EQ(read()->value("counter").value(), std::to_string(kProcesses * kTurns));
  EXPECT_EQ(lease_->fence().fence, 2u + kProcesses * kTurns);
}

TEST_P(StateLease, AHolderWhoseLockFileWasTakenAwayWritesNothingMore) {
  std::filesystem::remove(folder_ + "/lease");
  auto other = GetParam().open(system_, folder_).value();
  auto usurper = other->acquire("mallory@example");
  ASSERT_TRUE(usurper);
  const auto late = transact([](StateWriter& w) { return w.put_value("a", "b"); });
  EXPECT_EQ(late.error().code, "E0612");
  EXPECT_EQ(read()->value("a").value(), std::nullopt);
}

TEST_P(StateLease, TheLeaseOfAnotherStateIsNoLease) {
  test::TempFolder elsewhere;
  auto other = GetParam().init(system_, elsewhere / ".infra", {}).value();
  EXPECT_EQ(other->transact(*lease_, [](StateWriter&) -> Result<void> { return {}; }).error().code, "E0613");
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StateLease, testing::Values(kSqlite),
                         [](const auto& test) { return test.param.name; });

}  // namespace infra::runtime
