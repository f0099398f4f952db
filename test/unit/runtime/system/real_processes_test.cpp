#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/real.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

class RealProcessesTest : public ::testing::Test {
 protected:
  SpawnRequest shell(const std::string& script) {
    SpawnRequest request;
    request.command = {"/bin/sh", "-c", script};
    request.environment = {{"PATH", "/usr/bin:/bin"}, {"MARK", mark_}};
    return request;
  }
  std::unique_ptr<Processes> processes_ = make_real_processes();
  std::string mark_ = "real-processes-test-" + std::to_string(getpid());
};

TEST_F(RealProcessesTest, RunGivesStatusAndOutput) {
  auto finished = processes_->run(shell("echo out; echo err >&2; exit 3"), 10s);
  ASSERT_TRUE(finished) << finished.error().message;
  EXPECT_EQ(finished->status, 3);
  EXPECT_EQ(finished->output, "out\nerr\n");
  EXPECT_FALSE(finished->timed_out);
}

TEST_F(RealProcessesTest, RunEndsAtItsLimitWithEverythingThatItStarted) {
  auto finished = processes_->run(shell("sleep 100 & sleep 100"), 100ms);
  ASSERT_TRUE(finished);
  EXPECT_TRUE(finished->timed_out);
  EXPECT_EQ(finished->status, 128 + SIGKILL);
  for (const ProcessId& left : processes_->find_by_environment("MARK", mark_))
    EXPECT_TRUE(processes_->wait_gone(left, 5s)) << left.pid;
}

TEST_F(RealProcessesTest, OutputBeyondTheLimitIsDroppedAndDoesNotBlock) {
  auto finished = processes_->run(shell("head -c 1000000 /dev/zero | tr '\\0' x"), 10s);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->status, 0);
  EXPECT_EQ(finished->output.size(), 64u * 1024);
}

TEST_F(RealProcessesTest, StandardInputOfAnySizeArrivesWhole) {
  SpawnRequest request = shell("wc -c");
  request.standard_input = std::string(3'000'000, 'x');
  auto finished = processes_->run(request, 10s);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->output, "3000000\n");
}

TEST_F(RealProcessesTest, NothingIsInherited) {
  setenv("LEAKED", "yes", 1);
  auto finished = processes_->run(shell("echo \"<$LEAKED>\"; ls /proc/self/fd | wc -l"), 10s);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->output, "<>\n4\n");  // 0, 1, 2 and the one that `ls` reads.
}

TEST_F(RealProcessesTest, AMissingProgramIsAnErrorOfTheSpawn) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "the thread sanitizer makes a fork of vfork: what the child says of its error is lost";
#endif
  SpawnRequest request;
  request.command = {"/nonexistent/program"};
  auto spawned = processes_->spawn(request);
  ASSERT_FALSE(spawned);
  EXPECT_EQ(spawned.error().code, "E0832");
}

TEST_F(RealProcessesTest, AProcessIsFoundByItsEnvironmentSignalledAndSeenGone) {
  auto spawned = processes_->spawn(shell("exec sleep 100"));
  ASSERT_TRUE(spawned);
  EXPECT_TRUE(processes_->alive(*spawned));
  EXPECT_FALSE(processes_->wait_gone(*spawned, 20ms));
  auto found = processes_->find_by_environment("MARK", mark_);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], *spawned);
  ASSERT_TRUE(processes_->signal(*spawned, SIGTERM));
  EXPECT_TRUE(processes_->wait_gone(*spawned, 10s));
  EXPECT_FALSE(processes_->alive(*spawned)) << "a zombie is not alive";
  processes_->reap();
  EXPECT_TRUE(processes_->find_by_environment("MARK", mark_).empty());
}

TEST_F(RealProcessesTest, AnotherProcessUnderTheSamePidIsNotSignalled) {
  auto spawned = processes_->spawn(shell("exec sleep 100"));
  ASSERT_TRUE(spawned);
  ProcessId earlier = *spawned;
  earlier.start_time -= 1;
  EXPECT_FALSE(processes_->alive(earlier));
  EXPECT_TRUE(processes_->signal(earlier, SIGKILL));
  EXPECT_TRUE(processes_->alive(*spawned));
  ProcessId other_boot = *spawned;
  other_boot.boot_id = "another";
  EXPECT_FALSE(processes_->alive(other_boot));
  EXPECT_TRUE(processes_->wait_gone(other_boot, 0ms));
  ASSERT_TRUE(processes_->signal(*spawned, SIGKILL));
  EXPECT_TRUE(processes_->wait_gone(*spawned, 10s));
  processes_->reap();
}

TEST_F(RealProcessesTest, AChildDiesWithTheParentThatAskedForIt) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  pid_t parent = fork();
  if (parent == 0) {
    SpawnRequest request = shell("exec sleep 100");
    request.die_with_parent = true;
    auto spawned = processes_->spawn(request);
    char ok = spawned ? 'y' : 'n';
    [[maybe_unused]] ssize_t wrote = write(ends[1], &ok, 1);
    pause();
  }
  char ok = 0;
  ASSERT_EQ(read(ends[0], &ok, 1), 1);
  // The shell becomes `sleep` by an exec of its own, and in the midst of one a process has no environment to read.
  std::vector<ProcessId> found;
  for (int tries = 0; ok == 'y' && found.empty() && tries < 1000; ++tries) {
    found = processes_->find_by_environment("MARK", mark_);
    if (found.empty()) usleep(10'000);
  }
  kill(parent, SIGKILL);
  EXPECT_EQ(ok, 'y');
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(processes_->wait_gone(found[0], 10s));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(RealProcessesTest, ManyAtOnceDoNotStealEachOthersStatus) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 5; ++round) {
        auto finished = processes_->run(shell("exit " + std::to_string(i)), 10s);
        if (!finished || finished->status != i) ++wrong;
        processes_->reap();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

/// Asks, as somebody without rights, for a signal to a process of root's. SIGURG: a process that does get it ignores it,
/// and unlike SIGCONT it is not allowed to everybody of the same session.
[[noreturn]] void signal_as_somebody_else(const ProcessId& process) {
  if (setuid(65534) != 0) _exit(2);
  const auto sent = make_real_processes()->signal(process, SIGURG);
  _exit(!sent && sent.error().code == diag::ProcessNotStopped.code ? 0 : 1);
}

TEST_F(RealProcessesTest, AProcessOfSomebodyElseThatCannotBeSignalledIsAnError) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can start a process and then be somebody else";
  auto spawned = processes_->spawn(shell("exec sleep 100"));
  ASSERT_TRUE(spawned);
  EXPECT_EXIT(signal_as_somebody_else(*spawned), ::testing::ExitedWithCode(0), "");
  EXPECT_TRUE(processes_->alive(*spawned));
  ASSERT_TRUE(processes_->signal(*spawned, SIGKILL));
  EXPECT_TRUE(processes_->wait_gone(*spawned, 10s));
  processes_->reap();
}

}  // namespace
}  // namespace infra::runtime
