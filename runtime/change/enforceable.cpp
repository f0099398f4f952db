#include "runtime/change/enforceable.h"

#include <array>

#include <fmt/format.h>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

using plan::Lifecycle;
using plan::Plan;
using plan::Resource;

/// A wish: how it is called, and where the plan has it (an address), or nothing.
struct Wish {
  std::string_view name;
  std::string (*place)(const Plan&);
};

template <typename Holds>
std::string first_resource(const Plan& plan, Holds holds) {
  for (const Resource& resource : plan.resources) {
    if (holds(resource)) return resource.address;
  }
  return "";
}

template <Lifecycle kLifecycle>
std::string of_lifecycle(const Plan& plan) {
  return first_resource(plan, [&](const Resource& r) { return plan.kind_of(r).lifecycle == kLifecycle; });
}

std::string exclusive(const Plan& plan) {
  return first_resource(plan, [&](const Resource& resource) {
    for (const plan::KindField& field : plan.kind_of(resource).fields) {
      if (field.is_exclusive && plan.values->field(resource.inputs, field.name).valid()) return true;
    }
    return false;
  });
}

std::string retain(const Plan& plan) {
  return first_resource(plan, [](const Resource& r) { return r.with.retain.value_or(0) > 0; });
}

std::string ignore(const Plan& plan) {
  return first_resource(plan, [](const Resource& r) { return !r.with.ignore.empty(); });
}

std::string rollout(const Plan& plan) { return plan.rollouts.empty() ? "" : plan.rollouts.front().address; }
std::string lookup(const Plan& plan) { return plan.lookups.empty() ? "" : plan.lookups.front().address; }
std::string limit(const Plan& plan) { return plan.removal_limit ? plan.deployment : ""; }
std::string partial(const Plan& plan) { return plan.partial ? plan.deployment : ""; }
std::string provider(const Plan& plan) { return plan.providers.empty() ? "" : plan.providers.front().name; }

constexpr std::array kWishes = {
    Wish{"`--only` or `--except`", partial},
    Wish{"the lifecycle `attachment`", of_lifecycle<Lifecycle::Attachment>},
    Wish{"the lifecycle `singleton`", of_lifecycle<Lifecycle::Singleton>},
    Wish{"a field that is `exclusive`", exclusive},
    Wish{"`rollout`", rollout},
    Wish{"`retain`", retain},
    Wish{"`ignore`", ignore},
    Wish{"`existing`", lookup},
    Wish{"`limit`", limit},
    Wish{"a configured `provider`", provider},
};

}  // namespace

Result<void> refuse_unenforceable(const Plan& plan) {
  std::optional<Error> refused;
  for (const Wish& wish : kWishes) {
    std::string place = wish.place(plan);
    if (place.empty()) continue;
    if (!refused) {
      refused = diag::error(diag::NotEnforced, wish.name, place).way_out("leave it out, or do not apply this plan yet");
    } else {
      refused->notes.push_back(fmt::format("nor {}, which `{}` asks for", wish.name, place));
    }
  }
  if (!refused) return {};
  return fail(std::move(*refused));
}

Result<void> refuse_not_kept(const std::vector<std::string>& not_kept, const Json& inputs, const std::string& address) {
  for (const std::string& field : not_kept) {
    if (!inputs.contains(field)) continue;
    return fail(diag::error(diag::NotEnforced, fmt::format("`{}`", field), address)
                    .way_out("leave it out, or do not apply this plan yet"));
  }
  return {};
}

Result<void> refuse_waivers_out_of_force(const Plan& plan, const std::string& today) {
  for (const plan::Waiver& waiver : plan.waivers) {
    if (waiver.from <= today && today <= waiver.until) continue;
    std::string when = today > waiver.until ? fmt::format("it ended on {}", waiver.until)
                                            : fmt::format("it begins on {}", waiver.from);
    return fail(diag::error(diag::WaiverNotInForce, waiver.policy, waiver.address, when)
                    .way_out("mend what the policy complains about, or change the dates of the `waive`"));
  }
  return {};
}

}  // namespace infra::runtime
