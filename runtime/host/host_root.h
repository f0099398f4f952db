// The host's folder: where the helper keeps everything that it has.
#pragma once

#include <string>

#include "runtime/system/system.h"

namespace infra::runtime {

/// INFRA_HOST_ROOT, else /var/lib/infra for root, else `$XDG_STATE_HOME/infra/host` or `~/.local/state/infra/host`.
/// E0809 when none of these is known.
Result<std::string> default_host_root(System& system);

class HostRoot {
 public:
  explicit HostRoot(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string socket() const { return path_ + "/helper.sock"; }
  std::string lock() const { return path_ + "/helper.lock"; }
  std::string helper_log() const { return path_ + "/helper.log"; }
  std::string journal() const { return path_ + "/journal.jsonl"; }
  std::string identity() const { return path_ + "/host.json"; }
  std::string key() const { return path_ + "/host.key"; }
  std::string fences() const { return path_ + "/fences.json"; }
  std::string records() const { return path_ + "/instances"; }
  std::string sealed() const { return path_ + "/sealed"; }
  std::string cache() const { return path_ + "/cache"; }
  std::string volumes() const { return path_ + "/volumes"; }
  /// The folder of one instance that runs: its shim's, with status and logs.
  std::string running(const std::string& id) const { return path_ + "/running/" + id; }

  /// Where the output of instances that are gone is kept.
  std::string old_logs() const { return path_ + "/logs"; }

  /// Makes the folders (0700: what runs as another user must not look in) and the host's random id at first use.
  /// E0807 when the path is no folder that can be written to.
  Result<void> prepare(System& system) const;
  /// The host's random id: the target that deployments are pinned to.
  Result<std::string> host_id(System& system) const;

 private:
  std::string path_;
};

}  // namespace infra::runtime
