// A small checker that trusts nobody: it accepts or refuses a plan, whoever made it.
#pragma once

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// Every problem found, empty when the plan is sound: order and uniqueness of names, references resolve, acyclic but
/// for *points*, values have the types that kinds declare, lifecycles, marks and edges are legal and complete, no
/// secret outside a sealed reference, every artifact listed, residual expressions well-formed. E051x.
std::vector<Error> verify(const Plan& plan);

}  // namespace infra::plan
