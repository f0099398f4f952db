// A program started by a test, with its output on a pipe; killed when the test ends.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "examples/shop/socket.h"

namespace shop {

class Program {
 public:
  Program(std::vector<std::string> command, std::vector<std::string> environment, const std::string& folder) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    output_ = Descriptor(ends[0]);
    Descriptor write_end(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn(&pid_, command[0].c_str(), &actions, nullptr, pointers(command).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  void end() { kill(pid_, SIGTERM); }

  /// Reads its output until `words` stand there; false when it ends, or is silent for too long, without them.
  bool says(const std::string& words) {
    while (text_.find(words) == text_.npos)
      if (!read_more()) return false;
    return true;
  }

  /// Its exit code, after its last words; -1 when a signal ended it.
  int wait() {
    while (read_more()) continue;
    int status = 0;
    if (waitpid(pid_, &status, 0) != pid_) return -1;
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  const std::string& text() const { return text_; }

 private:
  bool read_more() {
    char buffer[4096];
    if (!readable(output_.get(), std::chrono::seconds(20))) return false;
    ssize_t got = read(output_.get(), buffer, sizeof buffer);
    if (got > 0) text_.append(buffer, static_cast<size_t>(got));
    return got > 0;
  }
  static std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  }

  pid_t pid_ = 0;
  Descriptor output_;
  std::string text_;
};

}  // namespace shop
