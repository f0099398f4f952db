#include <algorithm>

#include "compiler/passes/passes.h"

namespace infra::passes {

void merge_checks(plan::Plan& plan, plan::DebugInfo& debug) {
  const value::ValueStore& values = *plan.values;
  auto same = [&](const plan::Check& a, const plan::Check& b) {
    bool same_message =
        a.message == b.message || (a.message.valid() && b.message.valid() && values.equal(a.message, b.message));
    return a.address == b.address && same_message && values.equal(a.condition, b.condition);
  };
  // Checks of one address stand beside each other, and are few. Of the subjects of equal ones the first by its text is said.
  std::vector<plan::Check> kept;
  std::vector<std::string> subjects;
  for (size_t i = 0; i < plan.checks.size(); ++i) {
    size_t other = kept.size();
    while (other > 0 && kept[other - 1].address == plan.checks[i].address && !same(kept[other - 1], plan.checks[i])) {
      --other;
    }
    if (other > 0 && kept[other - 1].address == plan.checks[i].address) {
      subjects[other - 1] = std::min(subjects[other - 1], debug.checks[i]);
      continue;
    }
    kept.push_back(plan.checks[i]);
    subjects.push_back(debug.checks[i]);
  }
  plan.checks = std::move(kept);
  debug.checks = std::move(subjects);
}

}  // namespace infra::passes
