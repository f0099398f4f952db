// Bringing back what a pointer was: from the row as it is recorded to the inputs that a provider gets.
#pragma once

#include "runtime/exec/live_run.h"

namespace infra::runtime {

/// Resolves the resource that `row` was made from again, with the instances that it was made with and its secrets as
/// they are now. The row comes back in `Work::row` as it was.
Result<Work> work_of_past(LiveRun& live, StateReader& reader, const Instance& row);

/// All pointers that the run has moved go back to what the committed generation says, in reverse order.
PhaseEnd move_pointers_back(LiveRun& live, StateReader& reader);

}  // namespace infra::runtime
