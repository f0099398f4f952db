#include "runtime/exec/session.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "compiler/plan/debug.h"
#include "compiler/plan/json.h"
#include "runtime/journal/found.h"

namespace infra::runtime {

Result<SecretText> DeploymentSecrets::value(std::string_view source, std::string_view name) {
  INFRA_ASSIGN(SecretText text, resolve_secret(system_, source, name));
  redactor_.add(text.reveal());
  return text;
}

Result<Digest> DeploymentSecrets::commit(std::string_view address, std::string_view field, std::string_view value) {
  if (!key_) {
    INFRA_ASSIGN(SecretText key, load_commitment_key(system_, state_));
    key_.emplace(std::move(key));
  }
  // What was computed from a secret is one; shorter words (`true`, `8080`) would garble every text.
  constexpr size_t kShortestComputed = 8;
  if (value.size() >= kShortestComputed) redactor_.add(value);
  return commitment(key_->reveal(), state_.lineage(), address, field, value);
}

Result<PlanPointer> load_plan(Session& session, StateReader& reader, const Digest& digest) {
  const auto known = session.plans.find(digest);
  if (known != session.plans.end()) return known->second;
  INFRA_ASSIGN(const auto bytes, reader.document(digest));
  if (!bytes) return fail(diag::error(diag::DocumentMissing, "plan", digest.brief()));
  INFRA_ASSIGN(plan::Plan plan, plan::from_json(*bytes));
  PlanPointer pointer = std::make_shared<const plan::Plan>(std::move(plan));
  session.plans[digest] = pointer;
  return pointer;
}

std::vector<std::string> subjects_of(std::string_view debug_bytes, const Digest& plan) {
  auto debug = plan::debug_from_json(debug_bytes);
  if (!debug || debug->plan != plan) return {};
  return std::move(debug->checks);
}

Result<Goal> goal_of(Session& session, StateReader& reader, const ChangeSet& set) {
  Goal goal;
  const auto verb = verb_from_text(set.verb);
  if (!verb) return fail(diag::error(diag::ChangeSetInvalid, fmt::format("there is no verb `{}`", set.verb)));
  goal.verb = *verb;
  goal.plan_digest = set.plan;
  goal.debug = set.debug;
  goal.target = set.target;
  if (set.plan != Digest{}) {
    INFRA_ASSIGN(goal.plan, load_plan(session, reader, set.plan));
  }
  if (set.debug != Digest{}) {
    INFRA_ASSIGN(const auto debug, reader.document(set.debug));
    if (debug) goal.subjects = subjects_of(*debug, set.plan);
  }
  if (*verb == Verb::Apply) {
    for (const plan::Resource& resource : goal.plan->resources)
      goal.resources[resource.address] = {goal.plan, set.plan, &resource};
    return goal;
  }
  for (const auto& [address, digest] : set.entry_plans) {
    INFRA_ASSIGN(const PlanPointer plan, load_plan(session, reader, digest));
    const plan::Resource* resource = plan->find(address);
    if (!resource)
      return fail(diag::error(diag::ChangeSetInvalid, fmt::format("plan {} has no `{}`", digest.brief(), address)));
    goal.resources[address] = {plan, digest, resource};
  }
  return goal;
}

}  // namespace infra::runtime
