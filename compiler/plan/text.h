// The readable form (`--emit=ir`): what the lit tests check. It round-trips.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

std::string to_text(const Plan& plan);
/// E0505 with line and column.
Result<Plan> from_text(std::string_view text);

/// Graphviz: resources as nodes with kind and lifecycle, edges by kind.
std::string to_dot(const Plan& plan);

}  // namespace infra::plan
