#include "test/support/child_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace infra::test {
namespace {

/// 0, or 1 when an exception came out.
int run(const std::function<void()>& body) {
  try {
    body();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "in a child process: %s\n", error.what());
    return 1;
  }
}

ChildEnd wait_for(int pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {}
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
}

}  // namespace

Child::Child(const std::function<void()>& body) : pid_(::fork()) {
  if (pid_ < 0) std::abort();
  if (pid_ == 0) ::_exit(run(body));
}

Child::~Child() { wait(); }

ChildEnd Child::wait() {
  if (pid_ < 0) return {};
  const ChildEnd end = wait_for(pid_);
  pid_ = -1;
  return end;
}

HeldChild::HeldChild(const std::function<void()>& body) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) {
    ::close(ends[0]);
    run(body);
    ::close(ends[1]);  // the parent reads the end of the file
    while (true) ::pause();
  }
  ::close(ends[1]);
  char nothing;
  while (::read(ends[0], &nothing, 1) > 0) {}
  ::close(ends[0]);
}

HeldChild::~HeldChild() { kill(); }

void HeldChild::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait_for(pid_);
  pid_ = -1;
}

}  // namespace infra::test
