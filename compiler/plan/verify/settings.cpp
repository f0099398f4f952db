// What `with` says can be kept: numbers within their bounds, fields that the kind has, nothing that excludes another.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void check_with(Context& context, const Resource& resource) {
  const Kind& kind = context.plan.kind_of(resource);
  const With& with = resource.with;
  auto report = [&](std::string_view what) {
    context.report(diag::PlanDeclaration, fmt::format("the `with` of `{}`", resource.address), what);
  };
  if (with.timeout_ms && *with.timeout_ms <= 0) report("its timeout is not above zero");
  if (with.retain && *with.retain < 0) report("it retains less than nothing");
  if (with.retain && kind.lifecycle != Lifecycle::Immutable) {
    report(fmt::format("it retains instances, and a {} resource has one", lifecycle_text(kind.lifecycle)));
  }
  if (with.retain && *with.retain > 0) {
    for (const KindField& field : kind.fields) {
      if (field.is_exclusive && context.values.field(resource.inputs, field.name).valid()) {
        report(fmt::format("it retains instances, and `{}` has one holder at a time", field.name));
      }
    }
  }
  if (std::adjacent_find(with.ignore.begin(), with.ignore.end(), std::greater_equal<>()) != with.ignore.end()) {
    report("the fields that it ignores are not in order");
  }
  for (const std::string& field : with.ignore) {
    if (find_field(kind.fields, field) == nullptr) report(fmt::format("`{}` has no field `{}`", kind.name, field));
  }
}

}  // namespace

void check_settings(Context& context) {
  for (const Resource& resource : context.plan.resources) check_with(context, resource);
  if (context.plan.removal_limit && *context.plan.removal_limit < 0) {
    context.report(diag::PlanDeclaration, "the limit", "it is below zero");
  }
}

}  // namespace infra::plan::verification
