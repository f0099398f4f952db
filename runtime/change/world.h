// A deployment as it is recorded and as it was found: what a change set is made from.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "runtime/provider/provider.h"
#include "runtime/state/rows.h"

namespace infra::runtime {

struct World {
  std::string deployment;
  std::string lineage;
  std::optional<Generation> head;
  uint64_t last_run = 0;
  std::map<std::string, Entry> map;       ///< As of the head; only addresses that are in the deployment.
  std::map<uint64_t, Instance> rows;      ///< All but retired ones.
  std::map<uint64_t, Observed> observed;  ///< Of the rows that were looked at.
  /// Made by an interrupted run, or retiring without anything having been done to them: may be taken back.
  std::set<uint64_t> loose;

  /// The instance that an address maps to; null when it maps to none.
  const Instance* current(const std::string& address) const;
};

/// `running`, `stopped`, `changed` (not as it was when it was made) or `gone`; empty when it was not looked at.
std::string found_text(const World& world, const Instance& row);

/// The attributes that differ from the baseline, by their names.
std::map<std::string, std::pair<Json, Json>> differing_attributes(const Json& baseline, const Json& attributes);

}  // namespace infra::runtime
