// A rollout is of immutable resources, each in one rollout, and its numbers can be kept.
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void check_number(Context& context, const Rollout& rollout, std::string_view name, std::optional<int64_t> number,
                  int64_t least) {
  if (!number || *number >= least) return;
  context.report(diag::PlanDeclaration, fmt::format("the rollout of `{}`", rollout.address),
                 fmt::format("its `{}` is {}, and the least is {}", name, *number, least));
}

}  // namespace

void check_rollouts(Context& context) {
  std::set<std::string_view> rolled;
  for (const Rollout& rollout : context.plan.rollouts) {
    std::string place = fmt::format("the rollout of `{}`", rollout.address);
    if (rollout.address.empty() || rollout.members.empty()) context.report(diag::PlanDeclaration, place, "it is empty");
    for (const std::string& member : rollout.members) {
      const Resource* resource = context.plan.find(member);
      if (resource == nullptr) {
        context.report(diag::PlanReference, place, member);
      } else if (context.plan.kind_of(*resource).lifecycle != Lifecycle::Immutable) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` is never replaced", member));
      }
      if (!rolled.insert(member).second) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` is rolled twice", member));
      }
    }
    check_number(context, rollout, "batch", rollout.batch, 1);
    check_number(context, rollout, "canary", rollout.canary, 1);
    check_number(context, rollout, "min_available", rollout.min_available, 0);
    check_number(context, rollout, "healthy_for_ms", rollout.healthy_for_ms, 0);
    check_number(context, rollout, "deadline_ms", rollout.deadline_ms, 1);
    check_number(context, rollout, "confirm_ms", rollout.confirm_ms, 1);
  }
}

}  // namespace infra::plan::verification
