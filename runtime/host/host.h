// One host as its providers see it: everything under its folder, opened once by the helper (or by a test).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "runtime/host/fence_gate.h"
#include "runtime/host/host_key.h"
#include "runtime/host/host_root.h"
#include "runtime/host/port_book.h"
#include "runtime/host/records.h"
#include "runtime/host/supervisor.h"

namespace infra::runtime {

/// A lock by name: of an instance, of an unpacked tree.
class NamedLocks {
 public:
  class Guard {
   public:
    Guard(NamedLocks& locks, std::string name);
    ~Guard();
    Guard(const Guard&) = delete;

   private:
    NamedLocks& locks_;
    std::string name_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::set<std::string> held_;
};

struct Host {
  System& system;
  HostRoot root;
  std::string id;  ///< The target.
  std::unique_ptr<Records> records;
  std::unique_ptr<HostKey> key;
  std::unique_ptr<FenceGate> gate;
  PortBook ports;
  Supervisor supervisor;
  NamedLocks locks;

  /// Makes what is missing. `shim_program` is the path of infra-shim. One process at a time may have a root open; the
  /// helper holds its lock.
  static Result<std::unique_ptr<Host>> open(System& system, const std::string& root, const std::string& shim_program);
};

}  // namespace infra::runtime
