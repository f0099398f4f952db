// Work in a child process, for tests that need a second process or one that dies.
#pragma once

#include <functional>

namespace infra::test {

/// How a child ended.
struct ChildEnd {
  int status = 0;  ///< Its exit status, when no signal ended it.
  int signal = 0;
  bool well() const { return status == 0 && signal == 0; }
};

/// Forks and runs `body` beside the test. The child exits with 0 after `body`, with 1 and the text on stderr when an
/// exception leaves it; it runs no destructors of the parent's objects. Begin it from a single-threaded program.
class Child {
 public:
  explicit Child(const std::function<void()>& body);
  Child(const Child&) = delete;
  ~Child();  ///< Waits.
  ChildEnd wait();

 private:
  int pid_;
};

inline ChildEnd in_child(const std::function<void()>& body) { return Child(body).wait(); }

/// A child that runs `body`, and then waits to be killed.
class HeldChild {
 public:
  /// Returns when `body` is over.
  explicit HeldChild(const std::function<void()>& body);
  HeldChild(const HeldChild&) = delete;
  ~HeldChild();
  /// SIGKILL, and waits until it is gone.
  void kill();

 private:
  int pid_ = -1;
};

}  // namespace infra::test
