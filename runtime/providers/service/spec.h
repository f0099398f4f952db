// What a service is made of, read from its inputs, and how its health is asked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/provider/provider.h"

namespace infra::runtime {

struct HealthCheck {
  enum class How : uint8_t { Http, Tcp, Command } how = How::Tcp;
  std::string path;                  ///< Http.
  std::optional<int> port;           ///< Http, Tcp; none: the instance's own.
  std::vector<std::string> command;  ///< Command.
};

struct ServiceSpec {
  std::string root;  ///< Of the unpacked archive.
  std::vector<std::string> command;
  std::map<std::string, std::string> environment;
  std::optional<HealthCheck> health;
  std::optional<int> port;  ///< Fixed by the author.
  Milliseconds stop_timeout{10'000};
};

/// `with_environment` is false for recorded inputs, whose environment lies sealed.
Result<ServiceSpec> read_service(const Json& inputs, bool with_environment);

/// The program that `command[0]` means: absolute as it stands, else below the root, else (a bare name) on the path of
/// the system. E0830 when there is none.
Result<std::string> program_path(System& system, const std::string& root, const std::string& name);

/// The whole environment of the service's process and of its health command.
std::map<std::string, std::string> process_environment(const ServiceSpec& spec, int port);

/// Asks once. True and the answer, or false and why not.
struct Probe {
  bool healthy = false;
  std::string answer;
};
Probe ask_health(System& system, const HealthCheck& check, const ServiceSpec& spec, int port, Milliseconds limit);

}  // namespace infra::runtime
