#include "compiler/plan/verify.h"

#include <fmt/format.h>

#include "compiler/plan/verify/rules.h"

namespace infra::plan {
namespace verification {

std::string field_place(std::string_view address, std::string_view field) {
  return fmt::format("`{}.{}`", address, field);
}

std::string check_place(const Check& check) {
  return check.address.empty() ? "a check of the whole" : fmt::format("a check of `{}`", check.address);
}

std::vector<Place> places(const Context& context) {
  std::vector<Place> all;
  auto add_fields = [&](std::string_view address, value::ValueId record) {
    auto fields = context.values.children(record);
    for (size_t i = 0; i < fields.size(); ++i) {
      all.push_back({field_place(address, context.values.field_name(record, i)), fields[i]});
    }
  };
  for (const Target& target : context.targets) add_fields(target.address, target.inputs);
  for (const Provider& provider : context.plan.providers) add_fields(provider.name, provider.config);
  for (const Output& output : context.plan.outputs)
    all.push_back({fmt::format("output `{}`", output.name), output.value});
  for (const Check& check : context.plan.checks) {
    all.push_back({check_place(check), check.condition});
    if (check.message.valid()) all.push_back({"the message of " + check_place(check), check.message});
  }
  for (const Policy& policy : context.plan.policies) {
    for (const Finding& finding : policy.findings) {
      all.push_back({fmt::format("`{}` on `{}`", policy.name, finding.address), finding.condition});
      if (finding.message.valid()) all.push_back({fmt::format("the message of `{}`", policy.name), finding.message});
    }
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
  const Target* target = context.find(context.values.as_text(context.values.children(result)[0]));
  if (target == nullptr) return {};
  std::string_view name = context.values.as_text(result);
  if (target->lookup != nullptr && target->lookup->is_optional && name == kExists) {
    return types::TypeStore::scalar(types::TypeKind::Bool);
  }
  const Kind& kind = context.kind_of(*target);
  const KindField* field = find_field(kind.results, name);
  // What exists tells its inputs, too.
  if (field == nullptr && target->lookup != nullptr) field = find_field(kind.fields, name);
  return field == nullptr ? types::TypeId() : field->type;
}

}  // namespace verification

std::vector<Error> verify(const Plan& plan) {
  using namespace verification;
  Context context{plan, *plan.types, *plan.values, {}, {}, {}};
  for (const Resource& resource : plan.resources) {
    context.targets.push_back(
        {resource.address, resource.kind, resource.inputs, resource.edges, resource.with.provider});
  }
  for (const Lookup& lookup : plan.lookups) {
    context.targets.push_back({lookup.address, lookup.kind, lookup.find, lookup.edges, lookup.provider, &lookup});
  }
  for (const Target& target : context.targets) context.by_address.emplace(target.address, &target);
  if (!check_order(context) || !check_residuals(context)) return std::move(context.problems);
  check_kinds(context);
  check_references(context);
  check_types(context);
  check_edges(context);
  check_cycles(context);
  check_artifacts(context);
  check_lookups(context);
  check_providers(context);
  check_settings(context);
  check_rollouts(context);
  check_policies(context);
  check_partial(context);
  return std::move(context.problems);
}

}  // namespace infra::plan
