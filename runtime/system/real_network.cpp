#include "runtime/system/real.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>

#include <fmt/format.h>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/unix_socket.h"

namespace infra::runtime {
namespace {

constexpr size_t kBodyLimit = 64 * 1024;
constexpr size_t kHeadLimit = 16 * 1024;
constexpr size_t kUnixAnswerLimit = 8 * 1024 * 1024;

class Deadline {
 public:
  explicit Deadline(Milliseconds limit) : end_(std::chrono::steady_clock::now() + limit) {}
  int left() const {
    auto left = std::chrono::duration_cast<Milliseconds>(end_ - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<int64_t>(left, 0, 1'000'000));
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

/// Waits for `events`; ETIMEDOUT in errno when the time is over.
bool ready(int fd, short events, const Deadline& deadline) {
  pollfd wait{fd, events, 0};
  for (;;) {
    int got = poll(&wait, 1, deadline.left());
    if (got > 0) return true;
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = ETIMEDOUT;
    return false;
  }
}

bool send_all(int fd, std::string_view text, const Deadline& deadline) {
  while (!text.empty()) {
    ssize_t sent = send(fd, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      text.remove_prefix(static_cast<size_t>(sent));
    } else if (errno != EINTR && (errno != EAGAIN || !ready(fd, POLLOUT, deadline))) {
      return false;
    }
  }
  return true;
}

/// Appends what comes; false when nothing more will: at the end errno is 0.
bool receive(int fd, std::string& text, const Deadline& deadline) {
  char buffer[8192];
  for (;;) {
    if (!ready(fd, POLLIN, deadline)) return false;
    ssize_t got = recv(fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got == 0) errno = 0;
    if (got <= 0) return false;
    text.append(buffer, static_cast<size_t>(got));
    return true;
  }
}

Error unreachable(const std::string& host, int port, std::string_view why) {
  return diag::error(diag::HostUnreachable, fmt::format("`{}:{}`", host, port), why);
}

Result<FileDescriptor> connect_tcp(const std::string& host, int port, const Deadline& deadline) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  if (int problem = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list); problem != 0)
    return fail(unreachable(host, port, gai_strerror(problem)));
  std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(list, &freeaddrinfo);
  int last = EHOSTUNREACH;
  for (const addrinfo* one = list; one; one = one->ai_next) {
    FileDescriptor socket(::socket(one->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) continue;
    int problem = connect(socket.get(), one->ai_addr, one->ai_addrlen) == 0 ? 0 : errno;
    if (problem == EINPROGRESS) {
      socklen_t size = sizeof problem;
      if (!ready(socket.get(), POLLOUT, deadline)) {
        problem = errno;
      } else {
        getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
      }
    }
    if (problem == 0) return socket;
    last = problem;
  }
  return fail(unreachable(host, port, strerror(last)));
}

/// `HTTP/1.1 200 OK`; 0 when it is not one.
int status_of(std::string_view head) {
  size_t space = head.find(' ');
  int status = 0;
  if (head.substr(0, 5) == "HTTP/" && space != head.npos)
    std::from_chars(head.data() + space + 1, head.data() + head.size(), status);
  return status;
}

/// The announced length of the body, for servers that keep the connection open all the same.
size_t length_of(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return std::tolower(c); });
  size_t at = head.find("\r\ncontent-length:");
  if (at == head.npos) return std::string::npos;
  at = head.find_first_not_of(' ', at + 17);
  size_t length = std::string::npos;
  if (at != head.npos) std::from_chars(head.data() + at, head.data() + head.size(), length);
  return length;
}

class RealNetwork : public Network {
 public:
  Result<HttpAnswer> http_get(const std::string& host, int port, const std::string& path, Milliseconds limit) override {
    Deadline deadline(limit);
    INFRA_ASSIGN(FileDescriptor socket, connect_tcp(host, port, deadline));
    // HTTP/1.0: the answer ends where the connection does, and is never chunked.
    std::string request =
        fmt::format("GET {} HTTP/1.0\r\nHost: {}:{}\r\nUser-Agent: infra\r\nConnection: close\r\n\r\n",
                    path.empty() ? "/" : path, host, port);
    if (!send_all(socket.get(), request, deadline)) return fail(unreachable(host, port, strerror(errno)));
    std::string text;
    size_t end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == text.npos && text.size() < kHeadLimit) {
      if (!receive(socket.get(), text, deadline))
        return fail(unreachable(host, port, errno == 0 ? "closed before an answer" : strerror(errno)));
    }
    HttpAnswer answer;
    answer.status = status_of(text);
    if (answer.status == 0 || end == text.npos) return fail(unreachable(host, port, "the answer is not HTTP"));
    size_t wanted = std::min(kBodyLimit, length_of(text.substr(0, end)));
    answer.body = text.substr(end + 4);
    while (answer.body.size() < wanted) {
      if (receive(socket.get(), answer.body, deadline)) continue;
      if (errno == 0) break;
      return fail(unreachable(host, port, strerror(errno)));
    }
    answer.body.resize(std::min(answer.body.size(), wanted));
    return answer;
  }

  Result<void> tcp_connect(const std::string& host, int port, Milliseconds limit) override {
    INFRA_TRY(connect_tcp(host, port, Deadline(limit)));
    return {};
  }

  Result<std::string> ask_unix(const std::string& path, std::string_view line, Milliseconds limit) override {
    Deadline deadline(limit);
    INFRA_ASSIGN(FileDescriptor socket, connect_unix(path));
    std::string text;
    if (!send_all(socket.get(), std::string(line) + "\n", deadline))
      return fail(diag::error(diag::HostUnreachable, "`" + path + "`", strerror(errno)));
    while (text.size() < kUnixAnswerLimit && receive(socket.get(), text, deadline)) {}
    if (errno != 0) return fail(diag::error(diag::HostUnreachable, "`" + path + "`", strerror(errno)));
    return text;
  }

  Result<int> free_port() override {
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = local(0);
    socklen_t size = sizeof address;
    if (!socket || bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
      return fail(unreachable("127.0.0.1", 0, strerror(errno)));
    return ntohs(address.sin_port);
  }

  /// By binding, which disturbs nobody: connecting would show up in somebody's log.
  bool port_in_use(int port) override {
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    // Old connections in TIME_WAIT do not count; a listener does all the same.
    int on = 1;
    setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = local(port);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    return bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 && errno == EADDRINUSE;
  }

 private:
  static sockaddr_in local(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
};

}  // namespace

std::unique_ptr<Network> make_real_network() { return std::make_unique<RealNetwork>(); }

}  // namespace infra::runtime
