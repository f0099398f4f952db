#include "runtime/exec/settle.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {

class Settler {
 public:
  Settler(LiveRun& live, SettleFor purpose) : live_(live), purpose_(purpose) {}

  PhaseEnd run(StateReader& reader) {
    auto open = reader.open_intents();
    if (!open) return stop(std::move(open).error());
    std::vector<Intent> going_on;
    for (Intent& intent : *open) {
      const bool own = intent.run == live_.run.id;
      if (intent.operation == "undo") continue;
      if (intent.operation == "create") {
        if (!create(std::move(intent), own, reader)) return PhaseEnd::Fatal;
      } else if (intent.operation == "destroy" || intent.operation == "drain" ||
                 (own && purpose_ == SettleFor::GoingOn)) {
        going_on.push_back(std::move(intent));
      } else if (intent.operation != "move" || !own) {
        // Idempotent, and of no run that goes on: what it left shows when the thing is looked at.
        if (auto closed = live_.journal.close_intent(intent, IntentStatus::Unknown); !closed)
          return stop(std::move(closed).error());
      }
    }
    live_.operations.go_on_with(going_on);
    live_.session.system.failpoints.hit("exec.after_settle");
    return end_;
  }

 private:
  PhaseEnd stop(Error error) {
    live_.errors.push_back(std::move(error));
    return PhaseEnd::Fatal;
  }

  /// The secrets that it was made with are known to the redactor from here on: only then can it be told whether what
  /// is found gives one of them back. False when one of them cannot be read.
  Result<bool> know_secrets(const Instance& row, StateReader& reader) {
    INFRA_ASSIGN(const PlanPointer plan, load_plan(live_.session, reader, row.plan));
    const plan::Resource* resource = plan->find(row.address);
    if (!resource || !plan->values->has_secret(resource->inputs)) return true;
    INFRA_ASSIGN(const Resolved resolved, resolve(live_.resolving(), *plan, *resource));
    if (resolved.unread.empty()) return true;
    if (row.lifecycle != plan::Lifecycle::Persistent) return false;
    Error unread = resolved.unread.front();
    unread.notes.push_back(
        fmt::format("the interrupted create of `{}` had it, and what it made holds data", row.address));
    return fail(std::move(unread));
  }

  bool create(Intent intent, bool own, StateReader& reader) {
    const Instance* row = live_.row(intent.instance);
    if (!row) return stop(diag::error(diag::DocumentMissing, "row of", intent.address)), false;
    auto by = live_.session.table.find(row->provider, row->kind);
    if (!by) return stop(std::move(by).error()), false;
    live_.session.events.note(fmt::format("looking for what the interrupted create of `{}` has made", row->address));
    const auto known = know_secrets(*row, reader);
    if (!known) return stop(known.error()), false;
    Done<Instance> recovered = live_.operations.recover_create(*by, std::move(intent), *row, *known);
    if (!recovered) {
      const bool nobody_knows =
          by->can.recovery == Recovery::Nothing && recovered.error().trouble == Trouble::Undecided;
      live_.unfinished.push_back(row->address);
      stop(std::move(recovered).error().error);
      if (!nobody_knows) return false;
      live_.world.rows[row->number].status = InstanceStatus::Unknown;
      end_ = PhaseEnd::Failed;
      return true;
    }
    Instance settled = std::move(*recovered);
    if (settled.status == InstanceStatus::Ready && !own) {
      // Its run has ended without it: never adopted, and data is never destroyed.
      settled.status =
          settled.lifecycle == plan::Lifecycle::Persistent ? InstanceStatus::Kept : InstanceStatus::Retiring;
      if (auto put = live_.journal.put_rows("settle", {&settled}); !put) return stop(std::move(put).error()), false;
    }
    if (settled.status == InstanceStatus::Retired)
      live_.world.rows.erase(settled.number);
    else
      live_.world.rows[settled.number] = std::move(settled);
    return true;
  }

  LiveRun& live_;
  SettleFor purpose_;
  PhaseEnd end_ = PhaseEnd::Complete;
};

}  // namespace

PhaseEnd settle(LiveRun& live, StateReader& reader, SettleFor purpose) { return Settler(live, purpose).run(reader); }

std::optional<Intent> open_undo_mark(const std::vector<Intent>& intents) {
  for (const Intent& intent : intents)
    if (intent.operation == "undo" && intent.status == IntentStatus::Open) return intent;
  return std::nullopt;
}

}  // namespace infra::runtime
