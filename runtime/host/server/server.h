// The helper: serves the providers of one host to whoever may open its socket. It never ends by itself, and what its
// shims supervise outlives it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "runtime/host/host.h"
#include "runtime/host/line_channel.h"
#include "runtime/host/server/journal.h"

namespace infra::runtime {

class HostServer {
 public:
  using ProviderMap = std::map<std::string, std::unique_ptr<Provider>>;

  HostServer(Host& host, ProviderMap providers);
  ~HostServer();

  /// Listens at the root's socket and serves until `stop`; then lets running calls end.
  Result<void> serve();
  /// From any thread, and from a signal handler.
  void stop();

 private:
  struct Connection;
  void accept_one(int listener);
  void converse(Connection& connection);
  /// False when the connection is to be closed.
  bool greet(LineChannel& channel);
  void start_call(Connection& connection, const Json& message);
  Json answer_call(Connection& connection, const Json& message, Call& call);
  void drop_ended();

  Host& host_;
  ProviderMap providers_;
  HostJournal journal_;
  FileDescriptor wake_;  ///< An eventfd.
  std::mutex mutex_;
  std::list<std::unique_ptr<Connection>> connections_;
};

}  // namespace infra::runtime
