// What exists is found by the fields that its kind marks for that, and by nothing else.
#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {

void check_lookups(Context& context) {
  for (const Lookup& lookup : context.plan.lookups) {
    const Kind& kind = context.plan.kinds[lookup.kind];
    std::string place = fmt::format("the lookup `{}`", lookup.address);
    size_t found_by = context.values.size(lookup.find);
    if (found_by == 0) context.report(diag::PlanDeclaration, place, "nothing says what it looks for");
    for (size_t i = 0; i < found_by; ++i) {
      std::string_view name = context.values.field_name(lookup.find, i);
      const KindField* field = find_field(kind.fields, name);
      if (field == nullptr || !field->is_find) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` is not found by `{}`", kind.name, name));
      } else if (context.values.children(lookup.find)[i] == context.values.none()) {
        context.report(diag::PlanDeclaration, place, fmt::format("`{}` is absent and stands there", name));
      }
    }
  }
}

}  // namespace infra::plan::verification
