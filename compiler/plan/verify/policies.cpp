// What fails is waived, what is waived fails or waits, and no waiver lasts longer than it may.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"
#include "compiler/value/scalars.h"

namespace infra::plan::verification {
namespace {

using Subject = std::pair<std::string_view, std::string_view>;  ///< A policy and an address.

void check_waiver(Context& context, const Waiver& waiver) {
  auto report = [&](std::string_view what) {
    context.report(diag::PlanDeclaration, fmt::format("the waiver of `{}` on `{}`", waiver.policy, waiver.address),
                   what);
  };
  if (waiver.by.empty() || waiver.because.empty()) report("it says not who or why");
  auto days = value::days_between(waiver.from, waiver.until);
  if (!days) return report("its dates are none");
  if (*days < 0) report("it ends before it begins");
  if (*days > kMaxWaiverDays) report(fmt::format("it lasts longer than {} days", kMaxWaiverDays));
}

}  // namespace

void check_policies(Context& context) {
  std::set<Subject> waived, found;
  for (const Waiver& waiver : context.plan.waivers) {
    check_waiver(context, waiver);
    waived.insert({waiver.policy, waiver.address});
  }
  for (const Policy& policy : context.plan.policies) {
    std::string place = fmt::format("the policy `{}`", policy.name);
    if (policy.name.empty() || policy.passed < 0) context.report(diag::PlanDeclaration, place, "it is not whole");
    for (const Finding& finding : policy.findings) {
      found.insert({policy.name, finding.address});
      if (context.plan.find(finding.address) == nullptr) context.report(diag::PlanReference, place, finding.address);
      bool is_known = !context.values.is_deferred(finding.condition);
      if (is_known && context.values.kind(finding.condition) == value::ValueKind::Bool &&
          context.values.as_bool(finding.condition)) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` passes and stands there", finding.address));
      } else if (is_known && !waived.contains({policy.name, finding.address})) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` fails, and nothing waives it", finding.address));
      }
    }
  }
  for (const Waiver& waiver : context.plan.waivers) {
    if (!found.contains({waiver.policy, waiver.address})) {
      context.report(diag::PlanDeclaration, fmt::format("the waiver of `{}` on `{}`", waiver.policy, waiver.address),
                     "there is nothing to waive");
    }
  }
}

}  // namespace infra::plan::verification
