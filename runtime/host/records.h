// The manifest: one record per instance that the last calls put on this host, each a file of its own that is
// replaced whole. It is what `find` answers from and what survives helper, reboot and power loss.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/host/host_root.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

enum class RecordPhase : uint8_t { Creating, Ready, Updating, Destroying };

/// A call that was answered: given again under the same token, it gets the same answer.
struct Answered {
  std::string token;
  Json answer;
};

struct Record {
  std::string id;
  std::string kind;
  std::string provider;
  Stamp stamp;
  RecordPhase phase = RecordPhase::Creating;
  std::string token;       ///< Of the create.
  Json inputs;             ///< As last asked for, without what is sealed.
  Json facts;              ///< The provider's own: port, digest, paths. Written before they become true.
  Json results, baseline;  ///< Once ready.
  std::vector<Answered> answers;

  const Json* answer_to(const std::string& wanted) const;
  /// Keeps the last few: a caller asks again soon or never.
  void remember(const std::string& answered, Json answer);
};

/// Unique on the host: the physical name, and eight digits of the lineage, since deployments know nothing of each other.
std::string instance_id(const Stamp& stamp);

class Records {
 public:
  /// E0808 names a record that cannot be read: what it stood for is on this host, so going on without it would lose it.
  static Result<std::unique_ptr<Records>> load(System& system, const HostRoot& root);

  std::optional<Record> get(const std::string& id) const;
  std::vector<Record> all() const;
  /// Copies of those that `wanted` says yes to; it must not come back here.
  std::vector<Record> where(const std::function<bool(const Record&)>& wanted) const;
  /// On disk before it returns.
  Result<void> put(const Record& record);
  Result<void> remove(const std::string& id);

 private:
  Records(System& system, const HostRoot& root) : system_(system), root_(root) {}
  std::string file_of(const std::string& id) const { return root_.records() + "/" + id + ".json"; }

  System& system_;
  HostRoot root_;
  mutable std::mutex mutex_;
  std::map<std::string, Record> records_;
};

}  // namespace infra::runtime
