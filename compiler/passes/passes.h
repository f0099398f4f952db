// The passes, one file each.
#pragma once

#include <string>
#include <vector>

#include "compiler/plan/debug.h"
#include "compiler/plan/plan.h"
#include "compiler/sema/model.h"
#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::passes {

/// Model to plan: only the kinds used, everything in the order that the plan's format asks for. `subjects` becomes what
/// each check asks of, which is no part of the plan: a param may be renamed.
plan::Plan lower(const sema::Program& program, const sema::Model& model, const std::string& deployment,
                 std::vector<std::string>& subjects);

/// Rules that ask the same of the same thing are asked once.
void merge_checks(plan::Plan& plan, plan::DebugInfo& debug);

/// Where addresses and outputs stand in the sources.
plan::DebugInfo debug_info(const sema::Model& model, const SourceMap& sources);

}  // namespace infra::passes
