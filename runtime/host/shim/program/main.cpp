// infra-shim FOLDER: supervises one process, whose spec comes by stdin. See runtime/host/shim/format.h.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "runtime/host/shim/program/child.h"
#include "runtime/host/shim/program/log_file.h"

namespace infra::runtime::shim {
namespace {

int64_t now_ms() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

std::string read_stdin() {
  std::string text;
  char buffer[4096];
  for (;;) {
    ssize_t got = read(0, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer, static_cast<size_t>(got));
  }
}

class Shim {
 public:
  Shim(Spec spec, FileDescriptor signals)
      : spec_(std::move(spec)), signals_(std::move(signals)), log_(kLogFile, spec_.log_bytes) {
    status_.shim = identify(getpid());
    status_.state = "starting";
  }

  int run() {
    start();
    while (status_.state != "stopped") wait();
    return 0;
  }

 private:
  /// By rename, so that a reader sees one status or the other. Not synced: after a power loss it would be stale anyway.
  void publish() {
    status_.since_ms = now_ms();
    std::string text = to_json(status_).dump();
    std::string temporary = std::string(kStatusFile) + ".new";
    FileDescriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()))
      rename(temporary.c_str(), kStatusFile);
  }

  void start() {
    Started started = start_child(spec_);
    started_at_ = now_ms();
    if (started.pid < 0) {
      ended(std::string("could not be started: ") + strerror(started.problem));
      return;
    }
    child_ = started.pid;
    output_ = std::move(started.output);
    status_.process = identify(child_);
    status_.state = "running";
    publish();
  }

  /// The process has ended, or could not start: again, later each time that it ends freshly started.
  void ended(const std::string& how) {
    status_.process.reset();
    status_.last_end = how;
    if (status_.state == "stopping") {
      status_.state = "stopped";
    } else {
      status_.failures = now_ms() - started_at_ >= spec_.steady_after_ms ? 1 : status_.failures + 1;
      int64_t doublings = std::min<int64_t>(static_cast<int64_t>(status_.failures) - 1, 20);
      int64_t delay = std::min(spec_.first_delay_ms << doublings, spec_.longest_delay_ms);
      restart_at_ = now_ms() + delay;
      status_.state = "waiting";
      log_.write("[infra] the process " + how + "; it starts again in " + std::to_string(delay) + " ms\n");
    }
    publish();
  }

  void wait() {
    pollfd waits[2] = {{signals_.get(), POLLIN, 0}, {output_ ? output_.get() : -1, POLLIN, 0}};
    int64_t until = status_.state == "waiting" ? restart_at_ : status_.state == "stopping" ? kill_at_ : -1;
    int timeout = until < 0 ? -1 : static_cast<int>(std::clamp<int64_t>(until - now_ms(), 0, 1'000'000));
    if (poll(waits, 2, timeout) < 0) return;
    if (waits[1].revents != 0) copy_output();
    if (waits[0].revents != 0) take_signal();
    if (until >= 0 && now_ms() >= until) {
      if (status_.state == "waiting") {
        ++status_.restarts;
        start();
      } else if (status_.state == "stopping") {
        kill(-child_, SIGKILL);
        kill_at_ = now_ms() + 1000;
      }
    }
  }

  void copy_output() {
    char buffer[16384];
    for (;;) {
      ssize_t got = read(output_.get(), buffer, sizeof buffer);
      if (got > 0) {
        log_.write(std::string_view(buffer, static_cast<size_t>(got)));
        if (got == sizeof buffer) return;  // More may wait, and so may a signal.
        continue;
      }
      if (got < 0 && errno == EINTR) continue;
      if (got == 0) output_.reset();
      return;
    }
  }

  void take_signal() {
    signalfd_siginfo info{};
    if (read(signals_.get(), &info, sizeof info) != sizeof info) return;
    if (info.ssi_signo == SIGCHLD) return reap();
    // SIGTERM or SIGINT: stop for good.
    if (status_.state == "waiting") {
      status_.state = "stopped";
      publish();
    } else if (status_.state == "running") {
      status_.state = "stopping";
      kill_at_ = now_ms() + spec_.stop_timeout_ms;
      publish();
      kill(-child_, SIGTERM);
    }
  }

  void reap() {
    int status = 0;
    pid_t gone;
    while ((gone = waitpid(-1, &status, WNOHANG)) > 0) {
      if (gone != child_) continue;  // An orphan of the process.
      std::string how = describe_end(status);
      kill_descendants(std::exchange(child_, -1));
      if (output_) copy_output();
      output_.reset();
      return ended(how);
    }
  }

  Spec spec_;
  FileDescriptor signals_;
  LogFile log_;
  Status status_;
  FileDescriptor output_;
  pid_t child_ = -1;
  int64_t started_at_ = 0, restart_at_ = 0, kill_at_ = 0;
};

int run(const char* folder) {
  if (chdir(folder) != 0) return perror(folder), 1;
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t mask;
  sigemptyset(&mask);
  for (int number : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&mask, number);
  sigprocmask(SIG_BLOCK, &mask, nullptr);
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  // One shim a folder: whoever starts a second one by mistake starts nothing.
  FileDescriptor lock(open(kLockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return fprintf(stderr, "a shim runs in %s\n", folder), 3;
  auto spec = spec_from_json(read_stdin());
  if (!spec) return fprintf(stderr, "the spec is not understood\n"), 2;
  FileDescriptor nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
  dup2(nothing.get(), 0);  // The spec's memory, with its secrets, goes with the last descriptor of it.
  FileDescriptor signals(signalfd(-1, &mask, SFD_CLOEXEC));
  return Shim(std::move(*spec), std::move(signals)).run();
}

}  // namespace
}  // namespace infra::runtime::shim

int main(int argc, char** argv) {
  if (argc != 2 || argv[1][0] == '-') {
    fputs("usage: infra-shim FOLDER < SPEC\n\nSupervises one process; started by infra-host.\n", stderr);
    return argc == 2 && std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  return infra::runtime::shim::run(argv[1]);
}
