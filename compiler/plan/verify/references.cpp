// Every address and every result that is named is one that the plan has.
#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void check_value(Context& context, const std::string& place, value::ValueId id) {
  const value::ValueStore& values = context.values;
  if (values.kind(id) == value::ValueKind::Reference && context.find(values.as_text(id)) == nullptr) {
    context.report(diag::PlanReference, place, values.as_text(id));
  }
  if (values.kind(id) == value::ValueKind::Result && !result_type(context, id).valid()) {
    std::string_view address = values.as_text(values.children(id)[0]);
    context.report(diag::PlanReference, place, fmt::format("{}->{}", address, values.as_text(id)));
    return;
  }
  for (value::ValueId child : values.children(id)) check_value(context, place, child);
}

}  // namespace

void check_references(Context& context) {
  for (const Place& place : places(context)) check_value(context, place.name, place.value);
  for (const Target& resource : context.targets) {
    for (const Edge& edge : resource.edges) {
      if (context.find(edge.target) == nullptr) {
        context.report(diag::PlanReference, fmt::format("an edge of `{}`", resource.address), edge.target);
      }
    }
  }
  for (const Check& check : context.plan.checks) {
    if (!check.address.empty() && context.find(check.address) == nullptr) {
      context.report(diag::PlanReference, check_place(check), check.address);
    }
  }
}

}  // namespace infra::plan::verification
