#include "runtime/exec/goals.h"

#include <algorithm>
#include <charconv>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {

using plan::Lifecycle;

constexpr size_t kShortestPrefix = 8;

bool is_whole_number(std::string_view text, uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Result<Wanted> wanted_of(Session& session, StateReader& reader, const std::string& address, const Digest& digest) {
  INFRA_ASSIGN(const PlanPointer plan, load_plan(session, reader, digest));
  const plan::Resource* resource = plan->find(address);
  if (!resource) return fail(diag::error(diag::DocumentMissing, "resource of", address));
  return Wanted{plan, digest, resource};
}

/// What holds data, now or kept, under this address; null for nothing.
const Instance* data_at(const World& world, const std::string& address) {
  if (const Instance* current = world.current(address))
    return current->lifecycle == Lifecycle::Persistent ? current : nullptr;
  for (const auto& [number, row] : world.rows)
    if (row.address == address && row.status == InstanceStatus::Kept) return &row;
  return nullptr;
}

}  // namespace

Result<Generation> find_generation(StateReader& reader, const std::optional<std::string>& target) {
  INFRA_ASSIGN(const auto all, reader.generations());
  INFRA_ASSIGN(const auto head, reader.head());
  return pick_generation(all, head, target);
}

Result<Generation> pick_generation(const std::vector<Generation>& all, const std::optional<Generation>& head,
                                   const std::optional<std::string>& target) {
  if (!target) {
    for (auto g = all.rbegin(); g != all.rend(); ++g)
      if (g->committed && head && g->plan != head->plan && g->plan != Digest{}) return *g;
    return fail(diag::error(diag::NothingToRollBackTo));
  }
  uint64_t number = 0;
  if (target->size() < kShortestPrefix && is_whole_number(*target, number)) {
    for (const Generation& g : all)
      if (g.number == number && g.committed) return g;
    return fail(diag::error(diag::NoSuchGeneration, *target).way_out("`infra history` lists them"));
  }
  const std::string prefix = target->starts_with("sha256:") ? target->substr(7) : *target;
  std::optional<Generation> found;
  if (prefix.size() >= kShortestPrefix)
    for (const Generation& g : all) {
      if (!g.committed || !g.plan.hex().starts_with(prefix)) continue;
      if (found && found->plan != g.plan) return fail(diag::error(diag::DigestAmbiguous, *target));
      found = g;
    }
  if (!found) return fail(diag::error(diag::NoSuchGeneration, *target).way_out("`infra history` lists them"));
  return *found;
}

Result<Goal> rollback_goal(Session& session, StateReader& reader, const World& world, const Generation& target) {
  Goal goal;
  goal.verb = Verb::Rollback;
  goal.target = target.number;
  goal.plan_digest = target.plan;
  if (target.plan != Digest{}) {
    INFRA_ASSIGN(goal.plan, load_plan(session, reader, target.plan));
  }
  const auto impossible = [&](std::string why) {
    return fail(diag::error(diag::RollbackImpossible, target.number, why));
  };
  INFRA_ASSIGN(const auto entries, reader.map_at(target.number));
  for (const auto& [address, entry] : entries) {
    if (!entry.instance) continue;
    INFRA_ASSIGN(Wanted wanted, wanted_of(session, reader, address, entry.plan));
    const Instance* data = data_at(world, address);
    if (data && wanted.kind().name != data->kind)
      return impossible(
          fmt::format("`{}` was a `{}` then and holds data as a `{}` now", address, wanted.kind().name, data->kind));
    if (data) {
      INFRA_ASSIGN(Wanted now, wanted_of(session, reader, address, data->plan));
      if (entry.inputs != data->inputs_digest)
        goal.notes.push_back(fmt::format("`{}` holds data and stays as it is: going back changes no data", address));
      wanted = std::move(now);
    } else if (wanted.kind().lifecycle == Lifecycle::Persistent) {
      goal.notes.push_back(fmt::format("`{}` is no longer there: a new, empty one is made", address));
    }
    goal.resources[address] = std::move(wanted);
  }
  for (const auto& [address, entry] : world.map) {
    const Instance* data = data_at(world, address);
    if (!data || goal.resources.contains(address)) continue;
    INFRA_ASSIGN(goal.resources[address], wanted_of(session, reader, address, data->plan));
    goal.notes.push_back(
        fmt::format("`{}` holds data and stays, though generation {} had none", address, target.number));
  }
  return goal;
}

Result<Goal> repair_goal(Session& session, StateReader& reader, const World& world) {
  Goal goal;
  goal.verb = Verb::Repair;
  if (!world.head) return goal;
  goal.plan_digest = world.head->plan;
  if (goal.plan_digest != Digest{}) {
    INFRA_ASSIGN(goal.plan, load_plan(session, reader, goal.plan_digest));
  }
  for (const auto& [address, entry] : world.map) {
    INFRA_ASSIGN(goal.resources[address], wanted_of(session, reader, address, entry.plan));
  }
  return goal;
}

Goal destroy_goal() {
  Goal goal;
  goal.verb = Verb::Destroy;
  return goal;
}

}  // namespace infra::runtime
