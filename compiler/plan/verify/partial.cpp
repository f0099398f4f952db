// A part says what it is a part of and what it leaves out, and has none of that.
#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {

void check_partial(Context& context) {
  if (!context.plan.partial) return;
  const std::vector<std::string>& left_out = context.plan.partial->left_out;
  if (left_out.empty()) context.report(diag::PlanDeclaration, "a part", "it leaves nothing out");
  for (size_t i = 0; i < left_out.size(); ++i) {
    if (left_out[i].empty() || (i > 0 && !address_less(left_out[i - 1], left_out[i]))) {
      context.report(diag::PlanOrder, "what a part leaves out", left_out[i]);
    }
    if (context.plan.find(left_out[i]) != nullptr) {
      context.report(diag::PlanDeclaration, "a part", fmt::format("it leaves out `{}` and has it", left_out[i]));
    }
  }
}

}  // namespace infra::plan::verification
