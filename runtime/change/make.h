// Making a change set: a goal, a world and what can be known now, to steps. Touches nothing; providers are only asked
// what a change would mean.
#pragma once

#include <set>
#include <string>

#include "runtime/change/change_set.h"
#include "runtime/change/goal.h"
#include "runtime/change/resolve.h"
#include "runtime/change/world.h"
#include "runtime/provider/provider_table.h"

namespace infra::runtime {

struct Making {
  const Goal& goal;
  const World& world;
  ProviderTable& providers;
  Secrets& secrets;
  const std::set<std::string>& destroy_data;  ///< Addresses whose data may go.
};

/// E0706 data that cannot follow, E0707 a change that its provider refuses, E0708 protected, E0709 a check that fails
/// already, E0711 something whose outcome nobody knows, E0717 and E0719 a consent that fits nothing.
Result<ChangeSet> make_change_set(const Making& with);

/// What is wanted under `address` by an instance of another kind than the recorded one is a new thing, and the old one
/// leaves.
bool same_kind(const Wanted& wanted, const Instance& row);

/// The instance that may be taken instead of making one for `address`; null for none.
const Instance* find_loose(const World& world, const Wanted& wanted, const Resolved& resolved, const Targets& targets);

}  // namespace infra::runtime
