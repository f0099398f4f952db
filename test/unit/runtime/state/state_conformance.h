// What every State must do, whatever stands behind it. A new implementation adds one INSTANTIATE line.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "runtime/state/state.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {

using RunRow = Run;  ///< In a test's body `Run` is GoogleTest's.

struct Implementation {
  std::string name;
  std::function<Result<std::unique_ptr<State>>(System&, const std::string& folder, const Founding&)> init;
  std::function<Result<std::unique_ptr<State>>(System&, const std::string& folder)> open;
};

/// The SQLite one (sqlite_implementation.cpp).
extern const Implementation kSqlite;

/// A new state, open, its lease held.
class StateConformance : public testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    auto made = GetParam().init(system_, folder_, {});
    ASSERT_TRUE(made) << made.error().message;
    state_ = std::move(*made);
    acquire();
  }
  void acquire() {
    auto lease = state_->acquire("ada@example");
    ASSERT_TRUE(lease) << lease.error().message;
    lease_ = std::move(*lease);
  }
  /// What the next process sees.
  void reopen() {
    lease_.reset();
    state_.reset();
    auto opened = GetParam().open(system_, folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    state_ = std::move(*opened);
    acquire();
  }
  Result<void> transact(const std::function<Result<void>(StateWriter&)>& body) {
    return state_->transact(*lease_, body);
  }
  /// A transaction that must succeed.
  void write(const std::function<void(StateWriter&)>& body) {
    const auto done = transact([&](StateWriter& writer) -> Result<void> {
      body(writer);
      return {};
    });
    ASSERT_TRUE(done) << done.error().code << ": " << done.error().message;
  }
  std::unique_ptr<StateReader> read() {
    auto reader = state_->read();
    EXPECT_TRUE(reader) << reader.error().message;
    return std::move(*reader);
  }

  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
  std::unique_ptr<State> state_;
  std::unique_ptr<Lease> lease_;
};

/// An instance with something in every field.
Instance sample_instance(uint64_t number, const std::string& address);
Run sample_run();
Intent sample_intent(uint64_t run, const std::string& address);
/// Two rows are the same in every field.
void expect_same(const Instance& a, const Instance& b);

}  // namespace infra::runtime
