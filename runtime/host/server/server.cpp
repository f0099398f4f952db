#include "runtime/host/server/server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/protocol.h"
#include "runtime/host/server/dispatch.h"
#include "runtime/system/unix_socket.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

constexpr size_t kConnections = 256;

/// Whether the other end runs as this user or as root; the socket's mode says the same, and mounts can lie.
bool may_speak(const FileDescriptor& socket) {
  const auto peer = peer_of(socket);
  return peer && (peer->user == geteuid() || peer->user == 0);
}

}  // namespace

/// One thread reads; a call runs in a second one, so that a cancellation is heard while it does.
struct HostServer::Connection {
  explicit Connection(FileDescriptor socket) : channel(std::move(socket)) {}
  LineChannel channel;
  std::thread reader, call;
  CancelToken cancel;
  std::atomic<bool> calling = false, ended = false;
};

HostServer::HostServer(Host& host, ProviderMap providers)
    : host_(host),
      providers_(std::move(providers)),
      journal_(host.system, host.root.journal()),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

HostServer::~HostServer() = default;

void HostServer::stop() {
  uint64_t one = 1;
  [[maybe_unused]] ssize_t wrote = write(wake_.get(), &one, sizeof one);
}

Result<void> HostServer::serve() {
  INFRA_ASSIGN(FileDescriptor listener, listen_unix(host_.root.socket()));
  journal_.add({{"event", "helper started"}, {"pid", getpid()}, {"boot_id", host_.system.processes.boot_id()}});
  for (;;) {
    pollfd waits[2] = {{listener.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    int ready = poll(waits, 2, 1000);
    host_.system.processes.reap();  // Shims that ended, and their like.
    drop_ended();
    if (ready > 0 && waits[1].revents != 0) break;
    if (ready > 0 && waits[0].revents != 0) accept_one(listener.get());
  }
  INFRA_TRY(host_.system.disk.remove(host_.root.socket()));
  {
    std::lock_guard lock(mutex_);
    for (auto& connection : connections_) connection->channel.shut_down();
  }
  for (auto& connection : connections_) connection->reader.join();
  connections_.clear();
  journal_.add({{"event", "helper stopped"}});
  return {};
}

void HostServer::accept_one(int listener) {
  FileDescriptor socket(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
  if (!socket || !may_speak(socket)) return;
  std::lock_guard lock(mutex_);
  if (connections_.size() >= kConnections) return;
  Connection& connection = *connections_.emplace_back(std::make_unique<Connection>(std::move(socket)));
  connection.reader = std::thread([this, &connection] { converse(connection); });
}

void HostServer::drop_ended() {
  std::lock_guard lock(mutex_);
  std::erase_if(connections_, [](const auto& connection) {
    if (!connection->ended) return false;
    connection->reader.join();
    return true;
  });
}

bool HostServer::greet(LineChannel& channel) {
  auto message = channel.receive(10s);
  if (!message || !*message) return false;
  const Json hello = (*message)->value("hello", Json::object());
  int oldest = hello.value("oldest", 0), newest = hello.value("newest", 0);
  if (oldest > protocol::kNewest || newest < protocol::kOldest) {
    channel.send({{"refused", {{"oldest", protocol::kOldest}, {"newest", protocol::kNewest}}}});
    return false;
  }
  return channel.send(
      {{"hello", {{"protocol", std::min(newest, protocol::kNewest)}, {"host", host_.id}, {"pid", getpid()}}}});
}

void HostServer::converse(Connection& connection) {
  try {  // A message of a wrong shape: the library's accessors throw, and nothing leaves here.
    if (greet(connection.channel)) {
      for (;;) {
        auto message = connection.channel.receive(1h);
        if (!message) break;
        if (!*message) continue;
        if ((*message)->contains("cancel")) {
          connection.cancel.cancel();
        } else if (connection.calling) {
          break;  // One call at a time: whoever sends a second one speaks another protocol.
        } else {
          if (connection.call.joinable()) connection.call.join();
          start_call(connection, **message);
        }
      }
    }
  } catch (const Json::exception&) {}
  // The connection is gone; its call goes on to its end, and its answer can be had again by its token.
  if (connection.call.joinable()) connection.call.join();
  connection.channel.shut_down();
  connection.ended = true;
}

void HostServer::start_call(Connection& connection, const Json& message) {
  connection.cancel = CancelToken();
  connection.calling = true;
  connection.call = std::thread([this, &connection, message] {
    Json answer;
    auto call = protocol::call_from_json(message.value("with", Json()));
    if (call) {
      answer = answer_call(connection, message, *call);
    } else {
      answer = error_message(call.error());
    }
    host_.system.failpoints.hit("host.before_answer");
    connection.calling = false;
    connection.channel.send(answer);
  });
}

Json HostServer::answer_call(Connection& connection, const Json& message, Call& call) {
  std::string name = message.value("call", ""), via = message.value("provider", "");
  if (name == "stop_helper") return stop(), Json{{"answer", nullptr}};
  if (name == "raise_fence") {
    auto raised = host_.gate->raise(call.stamp.lineage, call.fence);
    return raised ? Json{{"answer", nullptr}} : error_message(raised.error());
  }
  auto provider = providers_.find(via);
  if (provider == providers_.end()) return error_message(diag::error(diag::UnknownProvider, via));
  call.cancel = connection.cancel;
  call.report_id = [&](const std::string& id) { connection.channel.send({{"id", id}}); };
  call.progress = [&](const std::string& text) { connection.channel.send({{"progress", text}}); };
  Json answer = dispatch(*provider->second, name, call, message.value("arguments", Json::object()));
  if (changes_something(name)) {
    Json line = {{"event", name}, {"stamp", to_json(call.stamp)}, {"token", call.token}, {"provider", via}};
    if (answer.contains("error")) line["code"] = answer["error"]["code"];
    journal_.add(std::move(line));
  }
  return answer;
}

}  // namespace infra::runtime
