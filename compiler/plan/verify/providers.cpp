// Every provider that is named is configured, for the kinds that name it, and every one that is configured is named.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void check_use(Context& context, std::string_view address, uint32_t kind, const std::string& name,
               std::set<std::string_view>& used) {
  if (name.empty()) return;
  const auto& providers = context.plan.providers;
  auto found = std::find_if(providers.begin(), providers.end(), [&](const Provider& p) { return p.name == name; });
  if (found == providers.end()) return context.report(diag::PlanReference, fmt::format("`{}`", address), name);
  used.insert(found->name);
  if (found->provider != context.plan.kinds[kind].provider) {
    context.report(
        diag::PlanDeclaration, fmt::format("the provider `{}`", name),
        fmt::format("it is of `{}`, and `{}` needs `{}`", found->provider, address, context.plan.kinds[kind].provider));
  }
}

}  // namespace

void check_providers(Context& context) {
  std::set<std::string_view> used;
  for (const Resource& resource : context.plan.resources) {
    check_use(context, resource.address, resource.kind, resource.with.provider, used);
  }
  for (const Lookup& lookup : context.plan.lookups) {
    check_use(context, lookup.address, lookup.kind, lookup.provider, used);
  }
  for (const Provider& provider : context.plan.providers) {
    std::string place = fmt::format("the provider `{}`", provider.name);
    if (provider.name.empty() || provider.provider.empty())
      context.report(diag::PlanDeclaration, place, "it has no name");
    if (!used.contains(provider.name)) context.report(diag::PlanDeclaration, place, "nothing is made by it");
  }
}

}  // namespace infra::plan::verification
