// Declarations of kinds: used, complete, and with the marks that their lifecycle has a meaning for.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

/// What an input, a result or an output may be: no module use, and nothing that was complained about.
bool is_whole(const types::TypeStore& types, types::TypeId id) {
  const types::Type& type = types[id];
  bool has_values = type.kind != types::TypeKind::Error && type.kind != types::TypeKind::Module &&
                    type.kind != types::TypeKind::Function && type.kind != types::TypeKind::Variable;
  if (!has_values) return false;
  auto field_is_whole = [&](const types::Field& field) { return is_whole(types, field.type); };
  return (!type.element.valid() || is_whole(types, type.element)) && (!type.key.valid() || is_whole(types, type.key)) &&
         std::all_of(type.fields.begin(), type.fields.end(), field_is_whole) &&
         std::all_of(type.parts.begin(), type.parts.end(), [&](types::TypeId part) { return is_whole(types, part); }) &&
         std::all_of(type.members.begin(), type.members.end(), [&](const types::Member& member) {
           return std::all_of(member.payload.begin(), member.payload.end(), field_is_whole);
         });
}

bool refers(const types::TypeStore& types, types::TypeId id) {
  const types::Type& type = types[id];
  auto field_refers = [&](const types::Field& field) { return refers(types, field.type); };
  return type.kind == types::TypeKind::Kind || (type.element.valid() && refers(types, type.element)) ||
         std::any_of(type.fields.begin(), type.fields.end(), field_refers);
}

void check_field(Context& context, const Kind& kind, const KindField& field) {
  if (!is_whole(context.types, field.type)) {
    context.report(diag::PlanKind, kind.name, fmt::format("has a field `{}` without a type", field.name));
  }
  if (field.edge == EdgeKind::After) {
    context.report(diag::PlanKind, kind.name, fmt::format("marks `{}` as `after`, which only `with` says", field.name));
  }
  if (field.edge == EdgeKind::Points && kind.lifecycle != Lifecycle::Pointer) {
    context.report(diag::PlanKind, kind.name,
                   fmt::format("is {} and points with `{}`, which only a pointer does", lifecycle_text(kind.lifecycle),
                               field.name));
  }
  if (field.is_exclusive && !refers(context.types, field.type)) {
    context.report(diag::PlanKind, kind.name,
                   fmt::format("marks `{}` as `exclusive`, and it refers to nothing", field.name));
  }
}

/// Two instances of an immutable kind stand side by side while one replaces the other.
void check_unique_inputs(Context& context, const Resource& resource) {
  const Kind& kind = context.plan.kind_of(resource);
  if (kind.lifecycle != Lifecycle::Immutable) return;
  for (const KindField& field : kind.fields) {
    if (field.is_unique && context.values.field(resource.inputs, field.name).valid()) {
      context.report(diag::PlanKind, kind.name,
                     fmt::format("derives `{}` per instance, and `{}` fixes it", field.name, resource.address));
    }
  }
}

}  // namespace

void check_kinds(Context& context) {
  std::vector<bool> used(context.plan.kinds.size());
  for (const Resource& resource : context.plan.resources) {
    used[resource.kind] = true;
    check_unique_inputs(context, resource);
  }
  for (const Lookup& lookup : context.plan.lookups) used[lookup.kind] = true;
  for (size_t i = 0; i < used.size(); ++i) {
    const Kind& kind = context.plan.kinds[i];
    if (!used[i]) context.report(diag::PlanKind, kind.name, "is declared and no resource is of it");
    if (kind.version < 1) context.report(diag::PlanKind, kind.name, fmt::format("has the version {}", kind.version));
    if (kind.name.empty() || kind.provider.empty())
      context.report(diag::PlanKind, kind.name, "has no name or no provider");
    for (const KindField& field : kind.fields) check_field(context, kind, field);
    for (const KindField& field : kind.results) check_field(context, kind, field);
  }
  for (const Output& output : context.plan.outputs) {
    if (!is_whole(context.types, output.type)) {
      context.report(diag::PlanType, fmt::format("output `{}`", output.name), "it has no type");
    }
  }
}

}  // namespace infra::plan::verification
