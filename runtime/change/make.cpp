#include "runtime/change/make.h"

#include <algorithm>

#include "compiler/diag/error.h"
#include "runtime/change/checks.h"
#include "runtime/change/decide.h"
#include "runtime/change/enforceable.h"
#include "runtime/change/leave.h"
#include "runtime/change/planned_targets.h"
#include "runtime/change/units.h"
#include "runtime/change/why.h"

namespace infra::runtime {

namespace {

using plan::Lifecycle;

class Maker {
 public:
  explicit Maker(const Making& with) : with_(with), resolving_{with.world.lineage, targets_, with.secrets} {}

  Result<ChangeSet> make() {
    head();
    INFRA_TRY(refuse_unknown());
    INFRA_ASSIGN(const auto order, order_goal(with_.goal));
    for (const Placed& placed : order) INFRA_TRY(consider(placed.address, !placed.filled_later));
    for (const Placed& placed : order)  // What they point at has been decided by now.
      if (placed.filled_later) INFRA_TRY(consider(placed.address, true));
    INFRA_TRY(checks());
    INFRA_TRY(add_leaving({with_.goal, with_.world, with_.destroy_data, taken_}, set_));
    std::stable_sort(set_.steps.begin(), set_.steps.end(),
                     [](const Step& a, const Step& b) { return plan::address_less(a.address, b.address); });
    link();
    INFRA_TRY(bind());
    return std::move(set_);
  }

 private:
  void head() {
    set_.verb = verb_text(with_.goal.verb);
    set_.deployment = with_.world.deployment;
    set_.lineage = with_.world.lineage;
    set_.plan = with_.goal.plan_digest;
    set_.debug = with_.goal.debug;
    set_.target = with_.goal.target;
    set_.last_run = with_.world.last_run;
    set_.base = with_.world.head ? with_.world.head->number : 0;
    set_.notes = with_.goal.notes;
  }

  Result<void> refuse_unknown() const {
    for (const auto& [number, row] : with_.world.rows)
      if (row.status == InstanceStatus::Unknown) return fail(unknown_outcome(row));
    return {};
  }

  Result<void> consider(const std::string& address, bool finally) {
    const Wanted& wanted = with_.goal.resources.at(address);
    INFRA_ASSIGN(const Resolved resolved, resolve(resolving_, *wanted.plan, *wanted.resource));
    const Instance* row = with_.world.current(address);
    if (row && !same_kind(wanted, *row)) row = nullptr;
    if (!finally) {  // A pointer that is filled later: others may refer to it as it is.
      targets_.set(address, wanted.kind().lifecycle, row, resolved, row ? Action::Keep : Action::Create, false);
      return {};
    }
    const Instance* loose = row ? nullptr : find_loose(with_.world, wanted, resolved, targets_);
    const Lifecycle lifecycle = wanted.kind().lifecycle;
    const std::string found = row ? found_text(with_.world, *row) : "";
    Decision decision = decide({lifecycle, row, loose, &resolved, found, &targets_, with_.goal.verb == Verb::Repair,
                                wanted.plan.get(), &wanted.kind()});
    if (loose) taken_.insert(loose->number);
    const Instance* at_hand = row ? row : loose;

    Step step;
    step.action = decision.action;
    step.address = address;
    step.kind = wanted.kind().name;
    step.lifecycle = lifecycle;
    step.instance = at_hand ? at_hand->number : 0;
    step.found = found;
    step.maybe = decision.maybe;
    step.why = std::move(decision.why);
    const auto shown = [&](const Json& inputs) {
      return with_units(*wanted.plan->types, wanted.kind(), without_commitments(inputs));
    };
    if (at_hand) step.before = shown(at_hand->inputs);
    step.after_inputs = shown(resolved.inputs);
    INFRA_TRY(ask_provider(step, wanted, at_hand, resolved));
    if (step.action == Action::Recreate && lifecycle == Lifecycle::Persistent)
      set_.notes.push_back(fmt::format("`{}` is gone with its data: a new, empty one is made", address));
    targets_.set(address, lifecycle, at_hand, resolved, step.action, step.maybe);
    set_.steps.push_back(std::move(step));
    return {};
  }

  Result<void> ask_provider(const Step& step, const Wanted& wanted, const Instance* row, const Resolved& resolved) {
    const plan::Kind& kind = wanted.kind();
    INFRA_ASSIGN(const KindProvider made_by, with_.providers.find(kind.provider, kind.name));
    INFRA_TRY(refuse_not_kept(made_by.can.not_kept, resolved.inputs, step.address));
    if (step.action == Action::Keep || !row) return {};
    if (step.lifecycle == Lifecycle::Persistent) INFRA_TRY(refuse_to_follow(step, wanted));
    const bool changes = step.action == Action::Update || step.action == Action::Move ||
                         (step.action == Action::TakeBack && inputs_changed(*row, resolved));
    if (!changes || !resolved.complete) return {};  // Asked again in the run, when all values are there.
    INFRA_ASSIGN(const ChangeAnswer answer, made_by.provider->plan_change(kind.name, row->inputs, resolved.inputs));
    if (answer.change == ChangeKind::Refused) return fail(migration_needed(step.address, answer.reason));
    return {};
  }

  Result<void> refuse_to_follow(const Step& step, const Wanted& wanted) const {
    for (const plan::Edge& edge : wanted.resource->edges) {
      if (edge.kind != plan::EdgeKind::Uses && edge.kind != plan::EdgeKind::Contains) continue;
      const Target* target = targets_.find(edge.target);
      if (target && target->replaced && target->lifecycle == Lifecycle::Immutable)
        return fail(cannot_follow(step.address, edge.target));
    }
    return {};
  }

  Result<void> checks() {
    if (!with_.goal.plan || with_.goal.verb == Verb::Repair) return {};
    for (const Asked& check : checks_of(with_.goal)) INFRA_TRY(decide_check(resolving_, *with_.goal.plan, check));
    for (const Asked& finding : findings_of(*with_.goal.plan, ""))
      INFRA_TRY(decide_check(resolving_, *with_.goal.plan, finding));
    return {};
  }

  /// Which steps come first: those of what an address refers to.
  void link() {
    std::set<std::string> changing;
    for (const Step& step : set_.steps)
      if (step.action != Action::Keep) changing.insert(step.address);
    for (Step& step : set_.steps) {
      const auto wanted = with_.goal.resources.find(step.address);
      if (wanted == with_.goal.resources.end() || step.action == Action::Keep) continue;
      for (const plan::Edge& edge : wanted->second.resource->edges)
        if (changing.contains(edge.target) &&
            std::find(step.after.begin(), step.after.end(), edge.target) == step.after.end())
          step.after.push_back(edge.target);
    }
  }

  Result<void> bind() {
    std::set<std::string> names;
    for (const auto& [number, row] : with_.world.rows) {
      set_.revisions[number] = row.revision;
      names.insert(row.provider);
    }
    for (const auto& [address, wanted] : with_.goal.resources) {
      names.insert(wanted.kind().provider);
      if (with_.goal.verb != Verb::Apply) set_.entry_plans[address] = wanted.digest;
    }
    for (const std::string& name : names) {
      INFRA_ASSIGN(Provider * provider, with_.providers.provider(name));
      INFRA_ASSIGN(const Digest program, provider->program());
      set_.providers[name] = program.text();
    }
    return {};
  }

  const Making& with_;
  PlannedTargets targets_;
  Resolving resolving_;
  std::set<uint64_t> taken_;  ///< Loose instances that the goal takes.
  ChangeSet set_;
};

}  // namespace

bool same_kind(const Wanted& wanted, const Instance& row) {
  return wanted.kind().name == row.kind && wanted.kind().lifecycle == row.lifecycle;
}

const Instance* find_loose(const World& world, const Wanted& wanted, const Resolved& resolved, const Targets& targets) {
  for (const auto& [number, row] : world.rows) {
    if (row.address != wanted.resource->address || !same_kind(wanted, row)) continue;
    if (found_text(world, row) == "gone") continue;
    const bool is_loose = world.loose.contains(number);
    if (!is_loose && row.status != InstanceStatus::Kept) continue;
    if (row.lifecycle != Lifecycle::Immutable) return &row;  // Changed in place where its inputs are others.
    if (!resolved.identity || *resolved.identity != row.identity || found_text(world, row) == "changed") continue;
    const bool fits = std::all_of(row.made_with.begin(), row.made_with.end(), [&](const MadeWith& made) {
      const Target* target = targets.find(made.address);
      return target && target->instance == made.instance;
    });
    if (fits) return &row;
  }
  return nullptr;
}

Result<ChangeSet> make_change_set(const Making& with) { return Maker(with).make(); }

}  // namespace infra::runtime
