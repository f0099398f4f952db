#include "runtime/host/shim/program/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>

#include "runtime/system/process_stat.h"

namespace infra::runtime::shim {
namespace {

[[noreturn]] void become(const Spec& spec, char* const* arguments, char* const* environment, int output, int report,
                         pid_t shim) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int problem = 0;
  if (getppid() != shim) _exit(127);  // The shim died before the call.
  setsid();
  int input = open("/dev/null", O_RDONLY);
  dup2(input, 0);
  dup2(output, 1);
  dup2(output, 2);
  dup2(report, 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  syscall(SYS_close_range, 4u, ~0u, 0u);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGHUP, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  if (chdir(spec.folder.c_str()) == 0) execve(arguments[0], arguments, environment);
  problem = errno;
  [[maybe_unused]] ssize_t wrote = write(3, &problem, sizeof problem);
  _exit(127);
}

}  // namespace

Started start_child(const Spec& spec) {
  Started started;
  int output[2], report[2];
  if (pipe2(output, O_CLOEXEC) != 0) return started.problem = errno, std::move(started);
  FileDescriptor output_end(output[0]), output_write(output[1]);
  if (pipe2(report, O_CLOEXEC) != 0) return started.problem = errno, std::move(started);
  FileDescriptor report_end(report[0]), report_write(report[1]);

  std::vector<char*> arguments, environment;
  std::vector<std::string> pairs;
  for (const std::string& part : spec.command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  pairs.reserve(spec.environment.size());
  for (const auto& [name, value] : spec.environment) pairs.push_back(name + "=" + value);
  for (std::string& pair : pairs) environment.push_back(pair.data());
  environment.push_back(nullptr);

  pid_t shim = getpid();
  pid_t child = fork();
  if (child == 0) become(spec, arguments.data(), environment.data(), output_write.get(), report_write.get(), shim);
  if (child < 0) return started.problem = errno, std::move(started);
  report_write.reset();
  output_write.reset();
  // The report ends when exec closes it, or carries exec's errno.
  ssize_t got;
  while ((got = read(report_end.get(), &started.problem, sizeof started.problem)) < 0 && errno == EINTR) {}
  if (got > 0) {
    waitpid(child, nullptr, 0);
    return started;
  }
  fcntl(output_end.get(), F_SETFL, O_NONBLOCK);
  started.pid = child;
  started.output = std::move(output_end);
  return started;
}

void kill_descendants(pid_t group) {
  kill(-group, SIGKILL);
  std::string self = std::to_string(getpid());
  for (;;) {
    // This program has no other children, and orphans of the process come to it as their subreaper.
    std::istringstream children(read_proc_file("/proc/" + self + "/task/" + self + "/children"));
    pid_t child = 0;
    while (children >> child) kill(child, SIGKILL);
    if (waitpid(-1, nullptr, 0) < 0 && errno == ECHILD) return;
  }
}

Process identify(pid_t pid) {
  auto stat = read_process_stat(pid);
  return {read_boot_id(), pid, stat ? stat->start_time : 0};
}

std::string describe_end(int wait_status) {
  return WIFEXITED(wait_status) ? "exited with status " + std::to_string(WEXITSTATUS(wait_status))
                                : "was killed by signal " + std::to_string(WTERMSIG(wait_status));
}

}  // namespace infra::runtime::shim
