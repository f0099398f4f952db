// Starting, watching and stopping shims from the helper's side.
#pragma once

#include <optional>
#include <string>

#include "runtime/host/host_root.h"
#include "runtime/host/shim/format.h"
#include "runtime/system/system.h"

namespace infra::runtime {

class Supervisor {
 public:
  /// `shim_program` is the path of infra-shim.
  Supervisor(System& system, HostRoot root, std::string shim_program)
      : system_(system), root_(std::move(root)), shim_program_(std::move(shim_program)) {}

  /// What a process carries in its environment so that survivors are found: `INFRA_INSTANCE=<lineage>/<number>`.
  static constexpr const char* kMark = "INFRA_INSTANCE";

  /// Starts `spec` under a shim in `running(id)`, or adopts the shim that lives there; returns once the process runs
  /// or has failed for the first time (E0832 when the shim itself does not start).
  Result<shim::Status> start(const std::string& id, const std::string& mark, shim::Spec spec, Milliseconds limit);
  /// The status of a living shim; nothing when none lives.
  std::optional<shim::Status> status(const std::string& id);
  /// SIGTERM to the process, SIGKILL after its time; then nothing with this mark is left.
  Result<void> stop(const std::string& id, const std::string& mark, Milliseconds stop_timeout);
  /// Kills what a shim that died left running; nothing is left when it returns without an error.
  Result<void> clear(const std::string& id, const std::string& mark);
  /// Keeps the output of an instance that goes, and forgets the oldest of those kept before.
  Result<void> keep_logs(const std::string& id);
  /// The last lines of its output; of one that is gone, what was kept.
  std::string logs(const std::string& id, size_t lines);

 private:
  System& system_;
  HostRoot root_;
  std::string shim_program_;
};

}  // namespace infra::runtime
