// A running haproxy (2.6 and later) as its runtime socket shows it (management guide, section 9.3).
#pragma once

#include <map>
#include <string>

#include "runtime/provider/provider.h"

namespace infra::runtime {

enum class Admin : uint8_t { Ready, Drain, Maint };
const char* admin_text(Admin admin);

struct EngineServer {
  std::string address;  ///< `host:port`.
  Admin admin = Admin::Ready;
  bool up = false;        ///< Running, and its last check has passed: haproxy counts a fresh server as running before.
  uint64_t sessions = 0;  ///< Open ones, queued ones too.
};
using EngineServers = std::map<std::string, EngineServer>;  ///< By name.

class HaproxyEngine {
 public:
  HaproxyEngine(Network& network, std::string socket) : network_(network), socket_(std::move(socket)) {}

  Result<EngineServers> servers();
  /// The worker's process id: another one after a reload.
  Result<int64_t> worker();
  /// Comes up in drain: it is checked and gets no requests.
  Result<void> add(const std::string& name, const std::string& address);
  Result<void> set(const std::string& name, Admin admin);
  /// Cuts what it still has. E0861 while connections hang on.
  Result<void> remove(const std::string& name);

 private:
  Result<std::string> ask(const std::string& command);
  /// Commands that answer nothing, or `expected`, when they succeed.
  Result<void> tell(const std::string& command, std::string_view expected = "");

  Network& network_;
  std::string socket_;
};

}  // namespace infra::runtime
