// One commit, with everything that a disk can do to it.
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>

#include "test/support/child_process.h"
#include "test/unit/runtime/state/fault_vfs.h"
#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

/// Several tables and more than one page.
Result<void> step(StateWriter& w, const std::string& value) {
  INFRA_TRY(w.put_value("a", value));
  INFRA_TRY(w.put_document(sha256(std::string(20'000, 'd') + value), std::string(20'000, 'd') + value));
  INFRA_TRY(w.put_value("b", value));
  return {};
}

class CommitFaults : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(init_sqlite_state(system_, folder_, "shop", true));
    open();
    ASSERT_TRUE(commit("before"));
  }
  void open() {
    state_ = std::move(*open_sqlite_state(system_, folder_));
    lease_ = std::move(*state_->acquire("ada@example"));
  }
  void close() {
    lease_.reset();
    state_.reset();
  }
  Result<void> commit(const std::string& value) {
    return state_->transact(*lease_, [&](StateWriter& w) { return step(w, value); });
  }
  /// What the next process finds: the value, and that it is whole.
  std::string found() {
    test::FakeSystem other(3);
    auto state = open_sqlite_state(other, folder_);
    EXPECT_TRUE(state) << state.error().message;
    auto reader = std::move(*(*state)->read());
    const std::string a = reader->value("a").value().value_or("none");
    EXPECT_EQ(reader->value("b").value().value_or("none"), a) << "half of a transaction";
    EXPECT_EQ(reader->document(sha256(std::string(20'000, 'd') + a)).value().has_value(), true);
    return a;
  }
  static std::string notes(const Error& error) {
    std::string all;
    for (const std::string& note : error.notes) all += note + "\n";
    return all;
  }

  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
  FaultVfs vfs_;
  std::unique_ptr<State> state_;
  std::unique_ptr<Lease> lease_;
};

TEST_F(CommitFaults, AProcessKilledAtAnyWriteLeavesAllOfItOrNothing) {
  size_t deaths = 0, kept = 0;
  close();
  for (const bool after : {false, true}) {
    for (int64_t at = 1;; ++at) {
      const std::string value = "value " + std::to_string(at) + (after ? " after" : " before");
      const std::string previous = found();
      const auto end = test::in_child([&] {
        open();
        vfs_.arm({.at = at, .kills = true, .after = after});
        if (!commit(value)) ::_exit(2);
        vfs_.arm({});
        ::_exit(0);
      });
      const std::string now = found();
      if (end.well()) {
        EXPECT_EQ(now, value);
        break;
      }
      ASSERT_EQ(end.signal, SIGKILL);
      ++deaths;
      if (now == value) ++kept;
      EXPECT_TRUE(now == value || now == previous) << now;
    }
  }
  EXPECT_GT(deaths, 20u);
  EXPECT_EQ(kept, 1u) << "only after the journal is gone is it committed";
}

TEST_F(CommitFaults, AWriteThatFailsAnywhereIsAnErrorThatTellsTheTruth) {
  size_t failures = 0;
  for (const bool lasting : {false, true}) {
    for (const bool after : {false, true}) {
      for (int64_t at = 1;; ++at) {
        const std::string value = "value " + std::to_string(failures) + "." + std::to_string(at);
        const std::string previous = found();
        vfs_.arm({.at = at, .after = after, .lasting = lasting});
        const auto done = commit(value);
        const bool struck = static_cast<int64_t>(vfs_.changes().size()) >= at;
        if (done && !struck) break;
        if (!done) {
          ++failures;
          EXPECT_EQ(done.error().code, "E0609") << done.error().message;
          EXPECT_EQ(commit("later").error().code, "E0609") << "nothing more may be written through it";
        }
        vfs_.arm({});
        close();
        const std::string now = found();
        if (done) {
          EXPECT_EQ(now, value) << "reported as done";
        } else if (notes(done.error()).find("was made, but") != std::string::npos) {
          EXPECT_EQ(now, value);
        } else if (notes(done.error()).find("is not known") != std::string::npos) {
          EXPECT_TRUE(now == value || now == previous);
        } else {
          EXPECT_EQ(now, previous);
        }
        open();
      }
    }
  }
  EXPECT_GT(failures, 30u);
}

TEST_F(CommitFaults, AFailedSyncOfTheFolderEndsTheRunAlthoughTheChangeWasMade) {
  // The removal of the journal is the moment of the commit, and the sync of the folder makes it last.
  vfs_.arm({.at = 1, .only = FileChange::Delete, .after = true});
  const auto done = commit("value");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "E0609");
  EXPECT_NE(notes(done.error()).find("was made, but may not survive"), std::string::npos) << notes(done.error());
  vfs_.arm({});
  EXPECT_EQ(found(), "value");
}

TEST_F(CommitFaults, AFullDiskUndoesTheTransactionAndSaysSo) {
  for (int64_t at = 1; at < 40; at += 3) {
    const std::string previous = found();
    vfs_.arm({.at = at, .lasting = true, .code = SQLITE_FULL});
    const auto done = commit("value " + std::to_string(at));
    const bool struck = static_cast<int64_t>(vfs_.changes().size()) >= at;
    vfs_.arm({});
    if (done && !struck) break;
    if (!done) {
      EXPECT_EQ(done.error().code, "E0607") << done.error().message;
      EXPECT_FALSE(done.error().help.empty());
    }
    close();
    const std::string now = found();
    EXPECT_TRUE(done || now == previous) << now;
    open();
  }
  EXPECT_TRUE(commit("space again"));
}

constexpr int kCannot = 77;

TEST_F(CommitFaults, ARealFullDiskLosesNothingThatWasCommitted) {
  close();
  const std::string place = temp_ / "small";
  std::filesystem::create_directory(place);
  // A mount namespace of its own: the file system is gone with the child.
  const auto end = test::in_child([&] {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", place.c_str(), "tmpfs", 0, "size=1m") != 0) {
      ::_exit(kCannot);
    }
    const auto require = [](bool holds, const char* what) {
      if (!holds) throw std::runtime_error(what);
    };
    const std::string folder = place + "/.infra";
    auto state = std::move(*init_sqlite_state(system_, folder, "shop", true));
    auto lease = std::move(*state->acquire("ada@example"));
    int committed = 0;
    Error why;
    for (; committed < 1000; ++committed) {
      const auto done = state->transact(*lease, [&](StateWriter& w) { return step(w, std::to_string(committed)); });
      if (done) continue;
      why = done.error();
      break;
    }
    require(committed > 3 && committed < 1000, "it never became full");
    require(why.code == "E0607", why.message.c_str());
    lease.reset();
    state.reset();

    // Reading needs no space, once it is clear what was committed; and with space again, work goes on.
    auto again = open_sqlite_state(system_, folder);
    require(again.has_value(), "it does not open on a full disk");
    require((*again)->read().value()->value("a").value() == std::to_string(committed - 1), "a commit was lost");
    require(::mount("none", place.c_str(), "tmpfs", MS_REMOUNT, "size=4m") == 0, "remount");
    auto new_lease = std::move(*(*again)->acquire("ada@example"));
    require((*again)->transact(*new_lease, [](StateWriter& w) { return step(w, "on"); }).has_value(),
            "it does not go on");
  });
  if (end.status == kCannot) GTEST_SKIP() << "mounting needs root";
  EXPECT_TRUE(end.well());
}

}  // namespace
}  // namespace infra::runtime
