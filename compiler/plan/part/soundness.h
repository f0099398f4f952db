// Whether a part holds on its own. Private to `part_of`.
#pragma once

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// E0632, E0633, E0634 when something in `part` speaks of what it leaves out; further such places are notes, and the way
/// out names everything that would have to be kept as well. `part` has every rollout that holds one of its resources.
Result<void> check_soundness(const Plan& part, const Plan& whole);

}  // namespace infra::plan
