#include "runtime/host/line_channel.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/protocol.h"

namespace infra::runtime {
namespace {

constexpr int kSendLimitMs = 10'000;
/// Protocol messages nest as deep as inputs do, and a little more.
constexpr int kDepth = 128;

Error broken(std::string_view why) { return diag::error(diag::ProtocolBroken, why); }

}  // namespace

bool LineChannel::send(const Json& message) {
  std::string line = message.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::lock_guard lock(sending_);
  for (size_t done = 0; done < line.size();) {
    ssize_t sent = ::send(socket_.get(), line.data() + done, line.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      done += static_cast<size_t>(sent);
    } else if (errno == EAGAIN) {
      pollfd wait{socket_.get(), POLLOUT, 0};
      if (poll(&wait, 1, kSendLimitMs) == 0) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

Result<std::optional<Json>> LineChannel::receive(Milliseconds limit) {
  auto end = std::chrono::steady_clock::now() + limit;
  for (;;) {
    size_t newline = received_.find('\n', scanned_);
    if (newline != received_.npos) {
      auto message = parse_json(std::string_view(received_).substr(0, newline), kDepth);
      received_.erase(0, newline + 1);
      scanned_ = 0;
      if (!message) return fail(broken(message.error().message));
      if (!message->is_object()) return fail(broken("a line that is not an object"));
      return std::optional(std::move(*message));
    }
    scanned_ = received_.size();
    if (received_.size() > protocol::kLineLimit) return fail(broken("a line without end"));
    auto left = std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd wait{socket_.get(), POLLIN, 0};
    int ready = poll(&wait, 1, static_cast<int>(std::clamp<int64_t>(left, 0, 1'000'000)));
    if (ready == 0) return std::optional<Json>();
    if (ready < 0) continue;
    char buffer[16384];
    ssize_t got = recv(socket_.get(), buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(broken(got == 0 ? "the connection ended" : strerror(errno)));
    received_.append(buffer, static_cast<size_t>(got));
  }
}

void LineChannel::shut_down() { shutdown(socket_.get(), SHUT_RDWR); }

}  // namespace infra::runtime
