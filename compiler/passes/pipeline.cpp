#include "compiler/passes/pipeline.h"

#include <array>

#include <fmt/format.h>

#include "compiler/passes/passes.h"
#include "compiler/plan/json.h"
#include "compiler/plan/verify.h"

namespace infra::passes {
namespace {

struct Pass {
  std::string_view name;
  void (*run)(plan::Plan&, plan::DebugInfo&);
};

constexpr std::array kPasses = {
    Pass{"merge checks", merge_checks},
};

Result<void> verified([[maybe_unused]] const plan::Plan& plan, [[maybe_unused]] std::string_view pass) {
#ifndef NDEBUG
  std::vector<Error> problems = plan::verify(plan);
  if (!problems.empty()) return fail(std::move(problems.front()).note(fmt::format("after the pass `{}`", pass)));
#endif
  return {};
}

}  // namespace

Result<BuiltPlan> build_plan(const sema::Program& program, const sema::Model& model, const SourceMap& sources,
                             const std::string& deployment) {
  BuiltPlan built;
  built.debug = debug_info(model, sources);
  built.plan = lower(program, model, deployment, built.debug.checks);
  INFRA_TRY(verified(built.plan, "lower"));
  for (const Pass& pass : kPasses) {
    pass.run(built.plan, built.debug);
    INFRA_TRY(verified(built.plan, pass.name));
  }
  built.debug.plan = plan::digest(built.plan);
  return built;
}

}  // namespace infra::passes
