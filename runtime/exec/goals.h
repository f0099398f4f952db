// The goals that verbs set from the state: where a rollback goes, what a repair holds on to.
#pragma once

#include "runtime/change/world.h"
#include "runtime/exec/session.h"

namespace infra::runtime {

/// The generation that `target` names: a number, a plan's digest or a prefix of it, or nothing for the last committed
/// one whose plan is another than the head's. E0714, E0715, E0729.
Result<Generation> find_generation(StateReader& reader, const std::optional<std::string>& target);
Result<Generation> pick_generation(const std::vector<Generation>& all, const std::optional<Generation>& head,
                                   const std::optional<std::string>& target);

/// Every entry from the plan that it came from; what holds data as it is now. E0716 where the older plan cannot run
/// with that.
Result<Goal> rollback_goal(Session& session, StateReader& reader, const World& world, const Generation& target);

/// What the head says, unchanged.
Result<Goal> repair_goal(Session& session, StateReader& reader, const World& world);

Goal destroy_goal();

}  // namespace infra::runtime
