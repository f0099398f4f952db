// The world as the state records it, and as it is found when providers are asked.
#pragma once

#include "runtime/change/world.h"
#include "runtime/exec/session.h"

namespace infra::runtime {

/// What a pointer was before a run moved it: written into the intent of the move, and read by whoever moves it back.
Json past_of(const Instance& row);
/// Puts it back into the row.
Result<void> restore_past(Instance& row, const Json& past);

/// In one moment of the state.
Result<World> read_world(Session& session, StateReader& reader);
/// Shows the pointers that an open run has moved as they were before: what they will be again if another plan takes
/// its place. Gives their instances.
Result<std::set<uint64_t>> show_committed(World& world, StateReader& reader);

/// Asks the providers how these rows are, several at once.
Result<void> observe(Session& session, World& world, const std::vector<uint64_t>& instances);

/// A call on behalf of a row; the caller adds what is particular.
Call call_for(Session& session, const Instance& row, Fence fence, Milliseconds deadline);

}  // namespace infra::runtime
