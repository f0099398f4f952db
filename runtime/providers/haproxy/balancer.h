// What a balancer is made of, and the configuration file that follows from it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "runtime/provider/provider.h"

namespace infra::runtime {

struct BalancerSpec {
  int listen = 0;
  std::map<std::string, std::string> backends;  ///< Server name to `host:port`; the name follows from it.
  std::optional<std::string> health;            ///< Path of an HTTP check; a TCP check when absent.
  Milliseconds drain{30'000};
};

Result<BalancerSpec> read_balancer(const Json& inputs);

/// The backend section's name, which the runtime socket's commands begin with.
inline constexpr const char* kBackend = "targets";
/// What follows a server's address, in the file and in `add server` alike.
inline constexpr const char* kServerOptions = "check inter 500ms fastinter 100ms downinter 200ms fall 2 rise 1";
/// Names in the balancer's folder, which is haproxy's working folder: the socket is bound by a relative name, since
/// its address would not hold a long path.
inline constexpr const char* kConfigFile = "haproxy.cfg";
inline constexpr const char* kAdminSocket = "admin.sock";

/// Everything but the servers: what the running engine takes over only by a reload.
std::string render_frame(const BalancerSpec& spec);
std::string render_config(const BalancerSpec& spec);

}  // namespace infra::runtime
