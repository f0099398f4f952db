#include "runtime/change/leave.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/change/make.h"
#include "runtime/change/why.h"

namespace infra::runtime {

namespace {

using plan::Lifecycle;

class Leaver {
 public:
  Leaver(const Leaving& with, ChangeSet& set) : with_(with), set_(set) {}

  Result<void> run() {
    INFRA_TRY(check_consents());
    for (const auto& [number, row] : with_.world.rows) INFRA_TRY(consider(row));
    return {};
  }

 private:
  bool in_map(const Instance& row) const {
    const Instance* current = with_.world.current(row.address);
    return current && current->number == row.number;
  }

  const Wanted* wanted(const Instance& row) const {
    const auto found = with_.goal.resources.find(row.address);
    return found != with_.goal.resources.end() && same_kind(found->second, row) ? &found->second : nullptr;
  }

  Result<void> check_consents() const {
    for (const std::string& address : with_.destroy_data) {
      if (with_.goal.resources.contains(address)) return fail(diag::error(diag::DataStillUsed, address));
      std::vector<std::string_view> persistent;
      bool known = false;
      for (const auto& [number, row] : with_.world.rows) {
        if (row.lifecycle != Lifecycle::Persistent) continue;
        persistent.push_back(row.address);
        known = known || row.address == address;
      }
      if (known) continue;
      Error error = diag::error(diag::NoSuchAddress, address);
      if (const auto near = nearest(address, persistent))
        error.help = fmt::format("did you mean `{}`?", *near);
      else
        error.notes.push_back("nothing that holds data has this address");
      return fail(std::move(error));
    }
    return {};
  }

  Result<void> consider(const Instance& row) {
    if (with_.taken.contains(row.number)) return {};
    if (row.status == InstanceStatus::Retiring) {
      if (with_.goal.verb != Verb::Repair) add(Action::Retire, row, {"an earlier run could not retire it"});
      return {};
    }
    if (row.status == InstanceStatus::Kept) return kept(row);
    if (!in_map(row)) return left_behind(row);
    if (wanted(row)) return {};
    if (row.lifecycle == Lifecycle::Persistent) return persistent(row);
    INFRA_TRY(refuse_protected(row));
    add(Action::Retire, row,
        {with_.goal.verb == Verb::Destroy ? "the deployment is being destroyed" : "it is no longer in the plan"});
    return {};
  }

  Result<void> kept(const Instance& row) {
    if (!with_.destroy_data.contains(row.address)) return {};
    INFRA_TRY(refuse_protected(row));
    add(Action::DestroyData, row, {"asked for by --destroy-data"});
    return {};
  }

  /// Made by a run that did not come to its commit.
  Result<void> left_behind(const Instance& row) {
    if (row.lifecycle == Lifecycle::Persistent)
      add(Action::KeepData, row, {"an interrupted run made it"});
    else
      add(Action::Retire, row, {"an interrupted run made it"});
    return {};
  }

  Result<void> persistent(const Instance& row) {
    if (with_.destroy_data.contains(row.address)) {
      INFRA_TRY(refuse_protected(row));
      add(Action::DestroyData, row, {"asked for by --destroy-data"});
      return {};
    }
    add(Action::KeepData, row, {"it holds data"});
    set_.notes.push_back(
        fmt::format("`{}` holds data: it leaves the deployment and stays where it is; `--destroy-data {}` would end it",
                    row.address, row.address));
    return {};
  }

  /// A protected address may get a new instance, but never lose its last one. Only an apply whose block says
  /// `protect = false` lifts it, and a block that is gone says nothing.
  Result<void> refuse_protected(const Instance& row) const {
    if (!row.protect) return {};
    return fail(diag::error(diag::Protected, row.address)
                    .way_out("apply a plan in which its `with` says `protect = false`, then remove it"));
  }

  void add(Action action, const Instance& row, std::vector<std::string> why) {
    Step step;
    step.action = action;
    step.address = row.address;
    step.kind = row.kind;
    step.lifecycle = row.lifecycle;
    step.instance = row.number;
    step.found = found_text(with_.world, row);
    step.why = std::move(why);
    step.before = without_commitments(row.inputs);
    set_.steps.push_back(std::move(step));
  }

  const Leaving& with_;
  ChangeSet& set_;
};

}  // namespace

Result<void> add_leaving(const Leaving& with, ChangeSet& set) { return Leaver(with, set).run(); }

Error unknown_outcome(const Instance& row) {
  Error error = diag::error(diag::OutcomeUnknown, row.address);
  const Stamp stamp{"", "", row.address, row.identity.text(), row.number};
  error.notes.push_back(
      fmt::format("look for a `{}` named `{}`, made for `{}`", row.kind, stamp.physical_name(), row.address));
  error.help = fmt::format("remove it by hand if it is there, then run `infra forget {}`", row.address);
  return error;
}

Error cannot_follow(const std::string& persistent, const std::string& target) {
  return diag::error(diag::PersistentCannotFollow, persistent, target)
      .way_out(fmt::format("move the data to a new resource first, or leave what changed in `{}` as it was", target));
}

Error migration_needed(const std::string& address, const std::string& reason) {
  return diag::error(diag::MigrationNeeded, address, reason)
      .way_out("make a second resource with the new inputs, move the data, then remove this one");
}

}  // namespace infra::runtime
