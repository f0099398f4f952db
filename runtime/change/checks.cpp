#include "runtime/change/checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

std::vector<Asked> checks_of(const Goal& goal) {
  std::vector<Asked> asked;
  const std::vector<plan::Check>& checks = goal.plan->checks;
  for (size_t i = 0; i < checks.size(); ++i) {
    std::string subject =
        checks[i].address.empty() ? "a rule of the deployment" : fmt::format("a rule of `{}`", checks[i].address);
    if (goal.subjects.size() == checks.size()) subject = goal.subjects[i];
    asked.push_back({checks[i], std::move(subject)});
  }
  return asked;
}

Result<Verdict> decide_check(const Resolving& with, const plan::Plan& plan, const Asked& asked) {
  const plan::Check& check = asked.check;
  value::ValueStore& values = *plan.values;
  auto condition = evaluate_known(with, plan, check.condition, true);
  if (!condition) {
    // A secret that cannot be read now may be readable when it is needed.
    if (condition.error().code == diag::SecretUnset.code || condition.error().code == diag::SecretUnreadable.code)
      return Verdict::Deferred;
    Error error = std::move(condition).error();
    error.notes.push_back(fmt::format("while checking {}", asked.subject));
    return fail(std::move(error));
  }
  if (values.is_deferred(*condition)) return Verdict::Deferred;
  if (values.as_bool(*condition)) return Verdict::Pass;
  std::string message = "its condition is false";
  if (check.message.valid()) {
    // Without secrets: a message that is made of one stays unsaid.
    INFRA_ASSIGN(const value::ValueId text, evaluate_known(with, plan, check.message, false));
    if (!values.is_deferred(text)) message = std::string(values.as_text(text));
  }
  return fail(diag::error(diag::CheckFailed, asked.subject, message));
}

std::vector<Asked> findings_of(const plan::Plan& plan, std::string_view address) {
  std::vector<Asked> findings;
  for (const plan::Policy& policy : plan.policies) {
    for (const plan::Finding& finding : policy.findings) {
      if (!address.empty() && finding.address != address) continue;
      if (!plan.values->is_deferred(finding.condition)) continue;  // It fails, and is waived.
      auto waiver = std::find_if(plan.waivers.begin(), plan.waivers.end(), [&](const plan::Waiver& w) {
        return w.policy == policy.name && w.address == finding.address;
      });
      if (waiver != plan.waivers.end()) continue;
      findings.push_back({{finding.address, finding.condition, finding.message},
                          fmt::format("the policy `{}` on `{}`", policy.name, finding.address)});
    }
  }
  return findings;
}

}  // namespace infra::runtime
