// Everything stands in its one order, once, and under a name; indices are within bounds.
#include <functional>
#include <tuple>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

/// Reports the first item that is not after the one before it.
template <typename Items, typename Before, typename NameOf>
void in_order(Context& context, std::string_view what, const Items& items, Before before, NameOf name_of) {
  for (size_t i = 1; i < items.size(); ++i) {
    if (!before(items[i - 1], items[i])) return context.report(diag::PlanOrder, what, name_of(items[i]));
  }
}

void check_kind_fields(Context& context, const Kind& kind, std::string_view what,
                       const std::vector<KindField>& fields) {
  in_order(
      context, fmt::format("the {} of `{}`", what, kind.name), fields,
      [](const KindField& a, const KindField& b) { return a.name < b.name; },
      [](const KindField& field) { return field.name; });
}

void check_record(Context& context, std::string_view name, value::ValueId record) {
  if (record.valid() && context.values.kind(record) == value::ValueKind::Record) return;
  context.report(diag::PlanType, fmt::format("`{}`", name), "its inputs are not a record");
}

void check_declarations(Context& context) {
  const Plan& plan = context.plan;
  in_order(
      context, "providers", plan.providers, [](const Provider& a, const Provider& b) { return a.name < b.name; },
      [](const Provider& provider) { return provider.name; });
  for (const Provider& provider : plan.providers) check_record(context, provider.name, provider.config);
  in_order(
      context, "rollouts", plan.rollouts,
      [](const Rollout& a, const Rollout& b) { return address_less(a.address, b.address); },
      [](const Rollout& rollout) { return rollout.address; });
  in_order(
      context, "policies", plan.policies, [](const Policy& a, const Policy& b) { return a.name < b.name; },
      [](const Policy& policy) { return policy.name; });
  for (const Policy& policy : plan.policies) {
    in_order(
        context, fmt::format("the findings of `{}`", policy.name), policy.findings,
        [](const Finding& a, const Finding& b) { return !address_less(b.address, a.address); },
        [](const Finding& finding) { return finding.address; });
  }
  in_order(
      context, "waivers", plan.waivers,
      [](const Waiver& a, const Waiver& b) {
        return a.policy != b.policy ? a.policy < b.policy : address_less(a.address, b.address);
      },
      [](const Waiver& waiver) { return waiver.address; });
}

}  // namespace

bool check_order(Context& context) {
  const Plan& plan = context.plan;
  size_t before = context.problems.size();
  if (plan.deployment.empty()) context.report(diag::PlanOrder, "deployments", "");
  in_order(
      context, "kinds", plan.kinds, [](const Kind& a, const Kind& b) { return a.name < b.name; },
      [](const Kind& kind) { return kind.name; });
  for (const Kind& kind : plan.kinds) {
    check_kind_fields(context, kind, "fields", kind.fields);
    check_kind_fields(context, kind, "results", kind.results);
  }
  in_order(
      context, "resources", plan.resources,
      [](const Resource& a, const Resource& b) { return address_less(a.address, b.address); },
      [](const Resource& resource) { return resource.address; });
  in_order(
      context, "lookups", plan.lookups,
      [](const Lookup& a, const Lookup& b) { return address_less(a.address, b.address); },
      [](const Lookup& lookup) { return lookup.address; });
  check_declarations(context);
  for (const Target& resource : context.targets) {
    if (resource.address.empty()) context.report(diag::PlanOrder, "resources", "");
    if (context.find(resource.address) != &resource) context.report(diag::PlanOrder, "lookups", resource.address);
    if (resource.kind >= plan.kinds.size()) context.report(diag::PlanReference, resource.address, "its kind");
    check_record(context, resource.address, resource.inputs);
    in_order(context, fmt::format("the edges of `{}`", resource.address), resource.edges, std::less<>(),
             [](const Edge& edge) { return edge.target; });
  }
  in_order(
      context, "outputs", plan.outputs, [](const Output& a, const Output& b) { return a.name < b.name; },
      [](const Output& output) { return output.name; });
  in_order(
      context, "checks", plan.checks,
      [&](const Check& a, const Check& b) {
        if (a.address != b.address) return address_less(a.address, b.address);
        return check_key(context.values, a) <= check_key(context.values, b);
      },
      [](const Check& check) { return check.address; });
  in_order(
      context, "artifacts", plan.artifacts, [](const Artifact& a, const Artifact& b) { return a.digest < b.digest; },
      [](const Artifact& artifact) { return artifact.digest.text(); });
  in_order(
      context, "dirs", plan.dirs, [](const Dir& a, const Dir& b) { return a.digest < b.digest; },
      [](const Dir& dir) { return dir.digest.text(); });
  return context.problems.size() == before;
}

}  // namespace infra::plan::verification
