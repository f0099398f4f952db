// What leaves a deployment, and the refusals that keep data and protected things where they are.
#pragma once

#include <set>

#include "compiler/base/result.h"
#include "runtime/change/change_set.h"
#include "runtime/change/goal.h"
#include "runtime/change/world.h"

namespace infra::runtime {

struct Leaving {
  const Goal& goal;
  const World& world;
  const std::set<std::string>& destroy_data;
  const std::set<uint64_t>& taken;  ///< Loose instances that the goal takes.
};

/// Adds a step for every instance that is not wanted any more, and for what earlier runs left to be retired.
Result<void> add_leaving(const Leaving& with, ChangeSet& set);

Error unknown_outcome(const Instance& row);
Error cannot_follow(const std::string& persistent, const std::string& target);
Error migration_needed(const std::string& address, const std::string& reason);

}  // namespace infra::runtime
