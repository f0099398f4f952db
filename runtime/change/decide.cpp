#include "runtime/change/decide.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/change/units.h"
#include "runtime/change/why.h"

namespace infra::runtime {

namespace {

using plan::Lifecycle;

enum class Change : uint8_t { None, Maybe, Certain };

struct Changed {
  Change change = Change::None;
  std::vector<std::string> why;
  void certain(std::string reason) { change = Change::Certain, why.push_back(std::move(reason)); }
  void maybe(std::string reason) {
    change = std::max(change, Change::Maybe);
    why.push_back(std::move(reason));
  }
};

/// What the row was made with, compared with what its targets are now or will be.
void compare_targets(const Facts& facts, Changed& changed) {
  for (const MadeWith& made : facts.row->made_with) {
    const Target* target = facts.targets->find(made.address);
    if (!target) continue;  // No longer referred to: its identity says so.
    if (target->replaced || (target->instance != 0 && target->instance != made.instance)) {
      changed.certain(fmt::format("`{}` is replaced", made.address));
    } else if (target->instance == 0) {
      changed.maybe(fmt::format("`{}` may be replaced", made.address));
    }
  }
}

std::vector<std::string> differences_of(const Facts& facts) {
  if (!facts.kind) return explain_change(facts.row->inputs, *facts.resolved);
  const types::TypeStore& types = *facts.plan->types;
  Resolved after = *facts.resolved;
  after.inputs = with_units(types, *facts.kind, std::move(after.inputs));
  return explain_change(with_units(types, *facts.kind, facts.row->inputs), after);
}

Changed compare(const Facts& facts) {
  Changed changed;
  if (!facts.only_repair) {
    const Resolved& resolved = *facts.resolved;
    if (resolved.identity && *resolved.identity != facts.row->identity) {
      changed.change = Change::Certain;
      changed.why = differences_of(facts);
    } else if (!resolved.identity) {
      changed.why = differences_of(facts);
      if (!changed.why.empty()) changed.change = Change::Certain;
      for (const std::string& address : resolved.waits_for)
        changed.maybe(fmt::format("waits for results of `{}`", address));
      for (const Error& error : resolved.unread)
        changed.maybe(fmt::format("a secret cannot be read now: {}", error.message));
    }
  }
  compare_targets(facts, changed);
  if (changed.change == Change::Certain && changed.why.empty())
    changed.why.push_back("its kind's version changed, or what it refers to");
  std::vector<std::string> distinct;
  for (std::string& reason : changed.why)
    if (std::find(distinct.begin(), distinct.end(), reason) == distinct.end()) distinct.push_back(std::move(reason));
  changed.why = std::move(distinct);
  return changed;
}

Action on_change(Lifecycle lifecycle) {
  switch (lifecycle) {
    case Lifecycle::Immutable:
    case Lifecycle::Attachment: return Action::Replace;
    case Lifecycle::Persistent:
    case Lifecycle::Singleton: return Action::Update;
    case Lifecycle::Pointer: return Action::Move;
  }
  return Action::Keep;
}

/// The inputs are as recorded: only the world may differ.
Decision repair(const Facts& facts) {
  if (facts.found == "stopped") return {Action::Start, false, {"it is stopped"}};
  const bool gone = facts.found == "gone";
  if (!gone && facts.found != "changed") return {};
  const std::string reason = gone ? "it is gone" : "it is not as it was made";
  switch (facts.lifecycle) {
    case Lifecycle::Immutable:
    case Lifecycle::Attachment: return {Action::Recreate, false, {reason}};
    case Lifecycle::Persistent:
      if (gone) return {Action::Recreate, false, {"it is gone, and its data with it"}};
      return {Action::PutBack, false, {reason}};
    case Lifecycle::Pointer:
    case Lifecycle::Singleton: return {Action::PutBack, false, {reason}};
  }
  return {};
}

}  // namespace

Decision decide(const Facts& facts) {
  if (!facts.row) {
    if (facts.loose) {
      if (facts.lifecycle == Lifecycle::Persistent) return {Action::TakeBack, false, {"its data was kept"}};
      return {Action::TakeBack, false, {"an interrupted run has made it already"}};
    }
    return {Action::Create, false, {}};
  }
  Changed changed = compare(facts);
  const Decision as_found = repair(facts);
  if (changed.change == Change::None) return as_found;
  if (as_found.action == Action::Recreate && facts.lifecycle != Lifecycle::Pointer) {
    // A new instance in any case.
    changed.why.insert(changed.why.begin(), as_found.why.begin(), as_found.why.end());
    return {Action::Recreate, false, std::move(changed.why)};
  }
  return {on_change(facts.lifecycle), changed.change == Change::Maybe, std::move(changed.why)};
}

bool inputs_changed(const Instance& row, const Resolved& resolved) {
  return !resolved.identity || *resolved.identity != row.identity;
}

bool agrees(const Step& planned, Action now) {
  if (planned.action == now) return true;
  if (!planned.maybe) return false;
  return now == Action::Keep || now == Action::Start || now == Action::PutBack || now == Action::Recreate;
}

}  // namespace infra::runtime
