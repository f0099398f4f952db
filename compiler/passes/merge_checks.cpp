#include <algorithm>

#include "compiler/passes/passes.h"

namespace infra::passes {

void merge_checks(plan::Plan& plan) {
  const value::ValueStore& values = *plan.values;
  auto same_message = [&](value::ValueId a, value::ValueId b) {
    return a == b || (a.valid() && b.valid() && values.equal(a, b));
  };
  auto same = [&](const plan::Check& a, const plan::Check& b) {
    return a.address == b.address && a.subject == b.subject && values.equal(a.condition, b.condition) &&
           same_message(a.message, b.message);
  };
  // Checks of one address and subject stand beside each other, and are few.
  std::vector<plan::Check> kept;
  for (plan::Check& check : plan.checks) {
    bool known = false;
    for (auto other = kept.rbegin(); other != kept.rend() && !known; ++other) {
      if (other->address != check.address || other->subject != check.subject) break;
      known = same(*other, check);
    }
    if (!known) kept.push_back(std::move(check));
  }
  plan.checks = std::move(kept);
}

}  // namespace infra::passes
