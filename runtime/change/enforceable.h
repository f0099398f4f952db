// What a plan may ask for and this runtime does not keep yet. Such a plan is refused whole, before anything is touched:
// a wish that is silently not kept is worse than one that is refused.
#pragma once

#include "compiler/base/json.h"
#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

/// E0731 for the first such wish, with the others as notes.
Result<void> refuse_unenforceable(const plan::Plan& plan);

/// E0731 when `inputs`, without those that are absent, give one of `not_kept`, the fields that the provider of their kind
/// cannot keep.
Result<void> refuse_not_kept(const std::vector<std::string>& not_kept, const Json& inputs, const std::string& address);

/// E0732 unless every waiver is in force on `today` (`2026-12-01`, UTC).
Result<void> refuse_waivers_out_of_force(const plan::Plan& plan, const std::string& today);

}  // namespace infra::runtime
