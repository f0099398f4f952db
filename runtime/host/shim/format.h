// What helper and shim tell each other: the spec goes to the shim's stdin once, the status lies in its folder and is
// replaced by rename at every change, and SIGTERM asks it to stop. Files and one signal instead of a conversation: a
// helper of any age can be killed and started at any moment without a shim noticing.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace infra::runtime::shim {

/// Of spec and status. A reader takes every version up to its own and ignores members that it does not know.
inline constexpr int kFormat = 1;

/// Names in the shim's folder.
inline constexpr const char* kLockFile = "shim.lock";  ///< flock: held while a shim lives.
inline constexpr const char* kStatusFile = "status.json";
inline constexpr const char* kLogFile = "log";  ///< And `log.1`, the one before.

struct Spec {
  std::vector<std::string> command;                ///< command[0] is a path.
  std::map<std::string, std::string> environment;  ///< All of it; may hold secrets: never on disk.
  std::string folder = "/";                        ///< The process's working folder.
  int64_t stop_timeout_ms = 10'000;
  int64_t first_delay_ms = 100;       ///< Before a restart; doubled by each fresh failure…
  int64_t longest_delay_ms = 10'000;  ///< …up to this.
  int64_t steady_after_ms = 10'000;   ///< A process that ran so long starts the count anew.
  int64_t log_bytes = 1 << 20;        ///< Of each of the two log files.
};

struct Process {
  std::string boot_id;
  int64_t pid = 0;
  uint64_t start_time = 0;
};

struct Status {
  Process shim;
  std::optional<Process> process;  ///< None while it waits to restart, and at the end.
  std::string state;               ///< starting, running, waiting, stopping, stopped
  int64_t since_ms = 0;            ///< When that state began, on CLOCK_BOOTTIME.
  uint64_t restarts = 0;           ///< Since the shim started.
  uint64_t failures = 0;           ///< In a row: ended before `steady_after_ms`.
  std::string last_end;            ///< "exited with status 1", "was killed by signal 9"; empty before the first.
};

nlohmann::json to_json(const Spec& spec);
std::optional<Spec> spec_from_json(const std::string& text);
nlohmann::json to_json(const Status& status);
std::optional<Status> status_from_json(const std::string& text);

}  // namespace infra::runtime::shim
