#include "compiler/plan/verify.h"

#include <fmt/format.h>

#include "compiler/plan/verify/rules.h"

namespace infra::plan {
namespace verification {

std::vector<Place> places(const Context& context) {
  std::vector<Place> all;
  for (const Resource& resource : context.plan.resources) {
    auto inputs = context.values.children(resource.inputs);
    for (size_t i = 0; i < inputs.size(); ++i) {
      all.push_back(
          {fmt::format("`{}.{}`", resource.address, context.values.field_name(resource.inputs, i)), inputs[i]});
    }
  }
  for (const Output& output : context.plan.outputs)
    all.push_back({fmt::format("output `{}`", output.name), output.value});
  for (const Check& check : context.plan.checks) {
    all.push_back({fmt::format("the check of {}", check.subject), check.condition});
    if (check.message.valid()) all.push_back({fmt::format("the message for {}", check.subject), check.message});
  }
  return all;
}

const KindField* find_field(const std::vector<KindField>& fields, std::string_view name) {
  for (const KindField& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

types::TypeId result_type(const Context& context, value::ValueId result) {
  const Resource* target = context.find(context.values.as_text(context.values.children(result)[0]));
  if (target == nullptr) return {};
  const KindField* field = find_field(context.plan.kind_of(*target).results, context.values.as_text(result));
  return field == nullptr ? types::TypeId() : field->type;
}

}  // namespace verification

std::vector<Error> verify(const Plan& plan) {
  using namespace verification;
  Context context{plan, *plan.types, *plan.values, {}, {}};
  for (const Resource& resource : plan.resources) context.resources.emplace(resource.address, &resource);
  if (!check_order(context) || !check_residuals(context)) return std::move(context.problems);
  check_kinds(context);
  check_references(context);
  check_types(context);
  check_edges(context);
  check_cycles(context);
  check_artifacts(context);
  return std::move(context.problems);
}

}  // namespace infra::plan
