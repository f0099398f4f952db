#include "runtime/system/real.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/process_stat.h"

namespace infra::runtime {
namespace {

constexpr size_t kOutputLimit = 64 * 1024;

/// What the child needs, made before vfork: between vfork and exec it may only make system calls.
struct Prepared {
  std::vector<char*> arguments, environment;
  std::vector<std::string> pairs;
  FileDescriptor input, output;
  const SpawnRequest& request;

  explicit Prepared(const SpawnRequest& r) : request(r) {
    for (const std::string& part : r.command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    pairs.reserve(r.environment.size());
    for (const auto& [name, value] : r.environment) pairs.push_back(name + "=" + value);
    for (std::string& pair : pairs) environment.push_back(pair.data());
    environment.push_back(nullptr);
  }
};

/// stdin as an anonymous file in memory: unlike a pipe it takes any size before the child reads, and no signal comes
/// back when the child never does.
FileDescriptor input_of(const std::string& text) {
  if (text.empty()) return FileDescriptor(open("/dev/null", O_RDONLY | O_CLOEXEC));
  FileDescriptor file(memfd_create("stdin", MFD_CLOEXEC));
  size_t done = 0;
  while (file && done < text.size()) {
    ssize_t wrote = write(file.get(), text.data() + done, text.size() - done);
    if (wrote < 0 && errno != EINTR) return FileDescriptor();
    if (wrote > 0) done += static_cast<size_t>(wrote);
  }
  if (file) lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// Runs in the child that shares our memory: no allocation, no locks, ends in exec or _exit.
[[noreturn]] void become(const Prepared& prepared, pid_t parent, volatile int& problem) {
  if (prepared.request.new_session) setsid();
  if (prepared.request.die_with_parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);  // It died before the call.
  }
  dup2(prepared.input.get(), 0);
  dup2(prepared.output.get(), 1);
  dup2(prepared.output.get(), 2);
  syscall(SYS_close_range, 3u, ~0u, 0u);
  for (int number = 1; number < NSIG; ++number) {
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (chdir(prepared.request.folder.c_str()) == 0)
    execve(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
  problem = errno;
  _exit(127);
}

pid_t start(const Prepared& prepared, int& problem) {
  sigset_t all, before;
  sigfillset(&all);
  // A handler that ran in the child would run on our memory.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int child_problem = 0;
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child == 0) become(prepared, parent, child_problem);
  int vfork_problem = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  problem = child < 0 ? vfork_problem : child_problem;
  return child;
}

/// A pidfd of exactly this process: pid and start time are compared after opening, when the pid can no longer change
/// its owner unseen.
FileDescriptor open_pidfd(const ProcessId& process) {
  FileDescriptor fd(static_cast<int>(syscall(SYS_pidfd_open, static_cast<pid_t>(process.pid), 0)));
  if (!fd) return FileDescriptor();
  auto stat = read_process_stat(process.pid);
  return stat && stat->start_time == process.start_time ? std::move(fd) : FileDescriptor();
}

class RealProcesses : public Processes {
 public:
  Result<ProcessId> spawn(const SpawnRequest& request) override {
    Prepared prepared(request);
    const char* sink = request.output.empty() ? "/dev/null" : request.output.c_str();
    prepared.output = FileDescriptor(open(sink, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    INFRA_ASSIGN(pid_t child, launch(prepared));
    std::lock_guard lock(mutex_);
    children_.insert(child);
    return identify(child);
  }

  Result<Finished> run(const SpawnRequest& request, Milliseconds limit) override {
    Prepared prepared(request);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(not_started(request, errno));
    FileDescriptor reader(ends[0]);
    prepared.output = FileDescriptor(ends[1]);
    INFRA_ASSIGN(pid_t child, launch(prepared));
    prepared.output.reset();
    FileDescriptor fd(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    Finished finished;
    finished.timed_out = !watch(fd.get(), reader.get(), limit, finished.output);
    if (finished.timed_out) kill(request.new_session ? -child : child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return finished;
  }

  bool alive(const ProcessId& process) override {
    auto stat = process.boot_id == boot_id() ? read_process_stat(process.pid) : std::nullopt;
    return stat && stat->start_time == process.start_time && stat->state != 'Z' && stat->state != 'X';
  }

  Result<void> signal(const ProcessId& process, int number) override {
    FileDescriptor fd = process.boot_id == boot_id() ? open_pidfd(process) : FileDescriptor();
    if (!fd) return {};  // Gone already: nothing is left to be told.
    if (syscall(SYS_pidfd_send_signal, fd.get(), number, nullptr, 0) != 0 && errno != ESRCH)
      return fail(diag::error(diag::ProcessNotStopped, fmt::format("pid {}", process.pid), strerror(errno)));
    return {};
  }

  bool wait_gone(const ProcessId& process, Milliseconds limit) override {
    FileDescriptor fd = process.boot_id == boot_id() ? open_pidfd(process) : FileDescriptor();
    if (!fd) return true;
    auto end = std::chrono::steady_clock::now() + limit;
    pollfd wait{fd.get(), POLLIN, 0};
    for (;;) {
      auto left = std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now()).count();
      int got = poll(&wait, 1, static_cast<int>(std::max<int64_t>(left, 0)));
      if (got > 0) return true;
      if (got == 0) return false;
    }
  }

  void reap() override {
    std::lock_guard lock(mutex_);
    // By pid, one by one: waiting for any child would take the status of those that `run` waits for.
    std::erase_if(children_, [](pid_t child) { return waitpid(child, nullptr, WNOHANG) != 0; });
  }

  std::vector<ProcessId> find_by_environment(std::string_view name, std::string_view value) override {
    std::string wanted = fmt::format("{}={}", name, value);
    std::vector<ProcessId> found;
    DIR* folder = opendir("/proc");
    if (!folder) return found;
    while (const dirent* entry = readdir(folder)) {
      std::string_view digits = entry->d_name;
      int64_t pid = 0;
      if (std::from_chars(digits.data(), digits.data() + digits.size(), pid).ptr != digits.data() + digits.size())
        continue;
      std::string environment = '\0' + read_proc_file(fmt::format("/proc/{}/environ", pid)) + '\0';
      if (environment.find('\0' + wanted + '\0') == environment.npos) continue;
      if (auto id = identify(pid); alive(id)) found.push_back(id);
    }
    closedir(folder);
    return found;
  }

  std::string boot_id() override {
    std::call_once(boot_once_, [this] { boot_id_ = read_boot_id(); });
    return boot_id_;
  }

 private:
  static Error not_started(const SpawnRequest& request, int problem) {
    return diag::error(diag::ProcessNotStarted, request.command.empty() ? "" : request.command[0], strerror(problem));
  }

  Result<pid_t> launch(Prepared& prepared) {
    if (prepared.request.command.empty()) return fail(not_started(prepared.request, EINVAL));
    prepared.input = input_of(prepared.request.standard_input);
    if (!prepared.input || !prepared.output) return fail(not_started(prepared.request, errno));
    // A descriptor that already is 0, 1 or 2 would be overwritten by the child's first dup2.
    for (FileDescriptor* fd : {&prepared.input, &prepared.output}) {
      if (fd->get() < 3) *fd = FileDescriptor(fcntl(fd->get(), F_DUPFD_CLOEXEC, 3));
    }
    int problem = 0;
    pid_t child = start(prepared, problem);
    if (child > 0 && problem == 0) return child;
    if (child > 0) waitpid(child, nullptr, 0);
    return fail(not_started(prepared.request, problem));
  }

  ProcessId identify(int64_t pid) {
    auto stat = read_process_stat(pid);
    return {boot_id(), pid, stat ? stat->start_time : 0};
  }

  /// Collects output until the process has ended; false when the time is over first.
  static bool watch(int process, int output, Milliseconds limit, std::string& text) {
    auto end = std::chrono::steady_clock::now() + limit;
    bool open_output = true;
    auto take = [&] {
      char buffer[4096];
      ssize_t got = read(output, buffer, sizeof buffer);
      if (got > 0)
        text.append(buffer, std::min(static_cast<size_t>(got), kOutputLimit - std::min(kOutputLimit, text.size())));
      open_output = got > 0 || (got < 0 && errno == EINTR);
    };
    for (;;) {
      pollfd waits[2] = {{process, POLLIN, 0}, {open_output ? output : -1, POLLIN, 0}};
      auto left = std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now()).count();
      int got = poll(waits, 2, static_cast<int>(std::max<int64_t>(left, 0)));
      if (got == 0) return false;
      if (got < 0) continue;
      if (waits[1].revents != 0) {
        take();
      } else if (waits[0].revents != 0) {
        return true;
      }
    }
  }

  std::mutex mutex_;
  std::set<pid_t> children_;
  std::once_flag boot_once_;
  std::string boot_id_;
};

}  // namespace

std::unique_ptr<Processes> make_real_processes() { return std::make_unique<RealProcesses>(); }

}  // namespace infra::runtime
