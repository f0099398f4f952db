// From the model to the plan, and from plan to plan: one file a pass, one line in the table of pipeline.cpp.
#pragma once

#include <string>

#include "compiler/base/result.h"
#include "compiler/plan/debug.h"
#include "compiler/plan/plan.h"
#include "compiler/sema/model.h"
#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::passes {

struct BuiltPlan {
  plan::Plan plan;
  plan::DebugInfo debug;
};

/// The model must have been made without an error. In debug builds the plan is verified after every pass; a plan that
/// does not verify is a mistake of the compiler, reported as the verifier's error.
Result<BuiltPlan> build_plan(const sema::Program& program, const sema::Model& model, const SourceMap& sources,
                             const std::string& deployment);

}  // namespace infra::passes
