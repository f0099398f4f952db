#include "test/unit/runtime/providers/http_load.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "runtime/system/file_descriptor.h"

namespace infra::test {
namespace {

using runtime::FileDescriptor;

FileDescriptor connect_to(int port) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  int on = 1;
  setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  timeval limit{20, 0};
  setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return FileDescriptor();
  return socket;
}

/// Whether the other end has closed the connection since the last answer.
bool closed(const FileDescriptor& socket) {
  char byte;
  ssize_t got = recv(socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN);
}

struct Answer {
  std::string head, body;
};

/// Empty head: none came.
Answer ask(const FileDescriptor& socket, const std::string& path) {
  std::string request = "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n", text;
  if (send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
    return {};
  for (;;) {
    size_t end = text.find("\r\n\r\n");
    size_t length = text.find("ontent-");
    while (length != text.npos && strncasecmp(text.c_str() + length, "ontent-length: ", 15) != 0)
      length = text.find("ontent-", length + 1);
    if (end != text.npos && length != text.npos) {
      size_t size = std::strtoul(text.c_str() + length + 15, nullptr, 10);
      if (text.size() >= end + 4 + size) return {text.substr(0, text.find('\r')), text.substr(end + 4, size)};
    }
    char buffer[4096];
    ssize_t got = recv(socket.get(), buffer, sizeof buffer, 0);
    if (got <= 0) return {end == text.npos ? "" : text.substr(0, text.find('\r')), ""};
    text.append(buffer, static_cast<size_t>(got));
  }
}

}  // namespace

HttpLoad::HttpLoad(int port, int clients, std::string path) : port_(port), path_(std::move(path)) {
  for (int i = 0; i < clients; ++i) threads_.emplace_back([this] { run(); });
}

void HttpLoad::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void HttpLoad::fail(const std::string& why) {
  ++failed_;
  std::lock_guard lock(mutex_);
  if (first_failure_.empty()) first_failure_ = why;
}

void HttpLoad::run() {
  std::map<std::string, uint64_t> mine;
  FileDescriptor socket;
  while (!stopping_) {
    if (!socket || closed(socket)) socket = connect_to(port_);
    ++requests_;
    if (!socket) {
      fail(std::string("connect: ") + strerror(errno));
      continue;
    }
    Answer answer = ask(socket, path_);
    if (answer.head.find(" 200 ") == std::string::npos) {
      fail(answer.head.empty() ? "the connection ended without an answer" : answer.head);
      socket.reset();
      continue;
    }
    ++mine[answer.body];
  }
  std::lock_guard lock(mutex_);
  for (const auto& [body, count] : mine) bodies_[body] += count;
}

std::string HttpLoad::first_failure() const {
  std::lock_guard lock(mutex_);
  return first_failure_;
}

std::map<std::string, uint64_t> HttpLoad::bodies() const {
  std::lock_guard lock(mutex_);
  return bodies_;
}

}  // namespace infra::test
