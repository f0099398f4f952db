// A world that does what a test says: time moves when it is told to, randomness has a seed, the disk is real but
// fails on demand, failpoints are counted, and there are neither processes nor a network.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "runtime/system/system.h"

namespace infra::test {

class FakeClock final : public runtime::Clock {
 public:
  runtime::Milliseconds wall() override;
  runtime::Milliseconds monotonic() override;
  /// Takes no time: the clock jumps ahead.
  bool sleep(runtime::Milliseconds duration, const CancelToken& cancel) override;
  void advance(runtime::Milliseconds duration);

 private:
  std::mutex mutex_;
  runtime::Milliseconds since_start_{0};
};

class SeededRandom final : public runtime::Random {
 public:
  explicit SeededRandom(uint64_t seed) : engine_(seed) {}
  void fill(std::span<uint8_t> bytes) override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

/// The real disk, until it is told to fail.
class FaultDisk final : public runtime::Disk {
 public:
  FaultDisk();
  /// The `nth` change from now on (1: the next) fails with this error, and every one after it.
  void fail_changes_from(size_t nth, Error error);
  void heal();
  /// `file_system_type` says this, whatever is mounted; empty: the truth.
  void pretend_type(std::string type) { type_ = std::move(type); }
  size_t changes() const { return changes_; }

  Result<std::string> read(const std::string& path) override;
  Result<void> write_atomic(const std::string& path, std::string_view bytes, runtime::WriteOptions options) override;
  Result<void> sync_folder(const std::string& path) override { return disk_->sync_folder(path); }
  Result<void> make_folders(const std::string& path, int mode) override;
  Result<void> remove(const std::string& path) override;
  Result<void> remove_tree(const std::string& path) override;
  bool exists(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& path) override;
  Result<std::unique_ptr<runtime::FileLock>> try_lock(const std::string& path, std::string_view note) override;
  Result<std::string> file_system_type(const std::string& path) override;

 private:
  Result<void> change();

  std::unique_ptr<runtime::Disk> disk_;
  size_t changes_ = 0;
  size_t fail_from_ = 0;
  Error error_;
  std::string type_;
};

/// Thrown by a failpoint in place of a death: everything in memory is lost, everything on disk stays.
struct Killed {
  std::string failpoint;
};

class TestFailpoints final : public runtime::Failpoints {
 public:
  void hit(std::string_view name) override;
  /// The `count`-th hit of `name` throws Killed.
  void throw_at(std::string name, int count = 1);
  /// How often each was hit.
  std::map<std::string, int> hits() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int> hits_;
  std::string name_;
  int left_ = 0;
};

/// There are none: whoever asks for one is told so.
class NoProcesses final : public runtime::Processes {
 public:
  Result<runtime::ProcessId> spawn(const runtime::SpawnRequest& request) override;
  Result<runtime::Finished> run(const runtime::SpawnRequest& request, runtime::Milliseconds limit) override;
  bool alive(const runtime::ProcessId& process) override;
  Result<void> signal(const runtime::ProcessId& process, int number) override;
  bool wait_gone(const runtime::ProcessId& process, runtime::Milliseconds limit) override;
  void reap() override;
  std::vector<runtime::ProcessId> find_by_environment(std::string_view name, std::string_view value) override;
  std::string boot_id() override;
};

class NoNetwork final : public runtime::Network {
 public:
  Result<runtime::HttpAnswer> http_get(const std::string& host, int port, const std::string& path,
                                       runtime::Milliseconds limit) override;
  Result<void> tcp_connect(const std::string& host, int port, runtime::Milliseconds limit) override;
  Result<std::string> ask_unix(const std::string& path, std::string_view line, runtime::Milliseconds limit) override;
  Result<int> free_port() override;
  bool port_in_use(int port) override;
};

/// All of them together; the members are there to be told what to do.
class FakeSystem {
 public:
  explicit FakeSystem(uint64_t seed = 1);
  FakeSystem(const FakeSystem&) = delete;

  operator runtime::System&() { return system_; }
  runtime::System* operator->() { return &system_; }

  FakeClock clock;
  SeededRandom random;
  FaultDisk disk;
  NoProcesses processes;
  NoNetwork network;
  TestFailpoints failpoints;
  std::map<std::string, std::string> environment;

 private:
  runtime::System system_;
};

}  // namespace infra::test
