// The world as the runtime sees it: clock, randomness, disk, processes, network, environment and failpoints come in
// through these interfaces, so that a test can replace each one. The real ones are made by real_system().
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/cancel.h"
#include "compiler/base/result.h"

namespace infra::runtime {

using Milliseconds = std::chrono::milliseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  /// Since 1970, for display, expiry dates and stamps; never for order.
  virtual Milliseconds wall() = 0;
  /// Since boot, suspended time included (CLOCK_BOOTTIME): for deadlines and leases.
  virtual Milliseconds monotonic() = 0;
  /// Returns early, with false, when cancelled.
  virtual bool sleep(Milliseconds duration, const CancelToken& cancel) = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<uint8_t> bytes) = 0;
  std::string hex(size_t bytes);
};

/// An advisory lock that its holder's death frees (flock); released when destroyed.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

struct WriteOptions {
  int mode = 0644;
  bool durable = true;  ///< File and folder are synced before it returns.
};

class Disk {
 public:
  virtual ~Disk() = default;
  virtual Result<std::string> read(const std::string& path) = 0;
  /// Whole or not at all: a temporary name beside it, synced, renamed over, folder synced.
  virtual Result<void> write_atomic(const std::string& path, std::string_view bytes, WriteOptions options) = 0;
  /// What was made, renamed or removed in it stays so after a power loss. Callers at the same time share one sync.
  virtual Result<void> sync_folder(const std::string& path) = 0;
  virtual Result<void> make_folders(const std::string& path, int mode) = 0;
  virtual Result<void> remove(const std::string& path) = 0;       ///< Absent is fine.
  virtual Result<void> remove_tree(const std::string& path) = 0;  ///< Absent is fine; follows no links.
  virtual bool exists(const std::string& path) = 0;
  virtual Result<std::vector<std::string>> list(const std::string& path) = 0;  ///< Sorted names.
  /// Takes the lock or gives an empty pointer at once when another holds it. The file is made when absent and its
  /// content is set to `note` by the holder (who holds it, for messages).
  virtual Result<std::unique_ptr<FileLock>> try_lock(const std::string& path, std::string_view note) = 0;
  /// `ext4`, `tmpfs`, `nfs`, …
  virtual Result<std::string> file_system_type(const std::string& path) = 0;
};

/// A process is (boot id, pid, start time), never a pid.
struct ProcessId {
  std::string boot_id;
  int64_t pid = 0;
  uint64_t start_time = 0;  ///< Field 22 of /proc/PID/stat, in clock ticks since boot.
  friend bool operator==(const ProcessId&, const ProcessId&) = default;
};

struct SpawnRequest {
  std::vector<std::string> command;                ///< command[0] is a path.
  std::map<std::string, std::string> environment;  ///< All of it: nothing is inherited.
  std::string folder = "/";
  std::string output;       ///< stdout and stderr are appended to this file; empty: /dev/null.
  bool new_session = true;  ///< setsid, so that it outlives the caller's terminal.
  bool die_with_parent = false;
  std::string standard_input;  ///< Its whole stdin, by memory and never by disk (secrets travel here).
};

struct Finished {
  int status = 0;          ///< Exit status, or 128 + the signal that ended it.
  bool timed_out = false;  ///< It was killed at the limit, with everything that it had started.
  std::string output;      ///< stdout and stderr, the first 64 KiB.
};

class Processes {
 public:
  virtual ~Processes() = default;
  virtual Result<ProcessId> spawn(const SpawnRequest& request) = 0;
  /// Spawns and waits, at most until the limit. `request.output` is not used.
  virtual Result<Finished> run(const SpawnRequest& request, Milliseconds limit) = 0;
  virtual bool alive(const ProcessId& process) = 0;
  virtual Result<void> signal(const ProcessId& process, int number) = 0;
  /// Waits until it is gone; false when the time is over.
  virtual bool wait_gone(const ProcessId& process, Milliseconds limit) = 0;
  /// Reaps children that have ended; call it where children of one's own may be waiting.
  virtual void reap() = 0;
  /// All processes whose environment holds `name=value`.
  virtual std::vector<ProcessId> find_by_environment(std::string_view name, std::string_view value) = 0;
  virtual std::string boot_id() = 0;
};

struct HttpAnswer {
  int status = 0;
  std::string body;  ///< At most 64 KiB.
};

class Network {
 public:
  virtual ~Network() = default;
  virtual Result<HttpAnswer> http_get(const std::string& host, int port, const std::string& path,
                                      Milliseconds limit) = 0;
  virtual Result<void> tcp_connect(const std::string& host, int port, Milliseconds limit) = 0;
  /// Sends a line to a Unix socket and reads until it closes (haproxy's runtime socket).
  virtual Result<std::string> ask_unix(const std::string& path, std::string_view line, Milliseconds limit) = 0;
  /// A TCP port on 127.0.0.1 that is free now.
  virtual Result<int> free_port() = 0;
  /// Whether something listens there.
  virtual bool port_in_use(int port) = 0;
};

/// Named places where a test kills the program or makes a call fail. `hit` returns in production at once.
/// Every use is `system.failpoints.hit("exec.after_intent")` with a literal: the list is generated from the code.
class Failpoints {
 public:
  virtual ~Failpoints() = default;
  virtual void hit(std::string_view name) = 0;
};

struct System {
  Clock& clock;
  Random& random;
  Disk& disk;
  Processes& processes;
  Network& network;
  Failpoints& failpoints;
  std::function<std::optional<std::string>(const std::string&)> environment;  ///< One variable.
};

/// The real world. The failpoint named by INFRA_FAILPOINT (`name` or `name:count`) kills the process with SIGKILL.
System& real_system();

}  // namespace infra::runtime
