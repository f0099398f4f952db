// The little that the shop and its customers share: a socket that closes itself, and reads and writes with an
// end.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace shop {

using Milliseconds = std::chrono::milliseconds;

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

/// True when `fd` has something to read (or its end) within `limit`.
inline bool readable(int fd, Milliseconds limit) {
  pollfd wait{fd, POLLIN, 0};
  int got;
  do got = poll(&wait, 1, static_cast<int>(limit.count()));
  while (got < 0 && errno == EINTR);
  return got > 0;
}

/// Appends what comes next; false at the end of the stream, on an error, and when nothing comes within
/// `limit`.
inline bool receive(int fd, std::string& text, Milliseconds limit) {
  if (!readable(fd, limit)) return false;
  char buffer[8192];
  ssize_t got;
  do got = recv(fd, buffer, sizeof buffer, 0);
  while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  text.append(buffer, static_cast<size_t>(got));
  return true;
}

inline bool send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t sent = send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

/// The value of a header in a head of lines, without regard to case; empty when it has none.
inline std::string header(std::string_view head, std::string_view name) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (size_t line = head.find("\r\n"); line != head.npos; line = head.find("\r\n", line + 2)) {
    std::string_view rest = head.substr(line + 2);
    if (rest.size() <= name.size() || rest[name.size()] != ':') continue;
    size_t same = 0;
    while (same < name.size() && lower(rest[same]) == lower(name[same])) ++same;
    if (same < name.size()) continue;
    rest.remove_prefix(name.size() + 1);
    rest = rest.substr(0, rest.find("\r\n"));
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
    return std::string(rest);
  }
  return {};
}

}  // namespace shop
