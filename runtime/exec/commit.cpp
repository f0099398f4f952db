// The moment after which nothing goes back by itself: entries of the footprint, new statuses, the generation.
#include <fmt/format.h>

#include "runtime/exec/live_run.h"

namespace infra::runtime {

namespace {

class Committer {
 public:
  explicit Committer(LiveRun& live) : live_(live) {}

  PhaseEnd run() {
    for (const auto& [address, wanted] : live_.goal.resources) settle_wanted(address, wanted);
    for (const Step& step : live_.set.steps) settle_leaving(step);
    for (auto& [number, row] : live_.world.rows) left_over(row);
    Rows rows;
    for (auto& [number, row] : changed_) rows.push_back(&row);
    live_.session.system.failpoints.hit("exec.before_commit");
    auto committed =
        live_.journal.commit_generation(live_.run, std::move(entries_), rows, {{"footprint", live_.footprint.size()}});
    if (!committed) {
      live_.errors.push_back(std::move(committed).error());
      return PhaseEnd::Fatal;
    }
    live_.session.system.failpoints.hit("exec.after_commit");
    for (auto& [number, row] : changed_) live_.world.rows[number] = row;
    Event event;
    event.kind = EventKind::Committed;
    event.text = fmt::format("generation {} stands", live_.run.generation);
    event.data = {{"generation", live_.run.generation}};
    live_.session.events.send(std::move(event));
    return PhaseEnd::Complete;
  }

 private:
  Instance& change(const Instance& row) { return changed_.try_emplace(row.number, row).first->second; }

  void settle_wanted(const std::string& address, const Wanted& wanted) {
    const Instance& row = live_.world.rows.at(live_.now.at(address));
    const bool in_footprint = live_.footprint.contains(address);
    const auto protect = wanted.resource->with.protect;
    if (protect && *protect != row.protect) change(row).protect = *protect;
    if (!in_footprint) return;
    Instance& now = change(row);
    now.status = InstanceStatus::Current;
    now.plan = wanted.digest;
    entries_.push_back({address, row.number, row.inputs_digest, wanted.digest, 0});
    const Instance* before = live_.world.current(address);
    if (before && before->number != row.number && same_kind(wanted, *before)) retire(*before);
  }

  void retire(const Instance& row) { change(row).status = InstanceStatus::Retiring; }

  void settle_leaving(const Step& step) {
    const Instance* row = live_.row(step.instance);
    if (!row) return;  // An earlier run has ended it meanwhile.
    // Others of its address may leave with it, which an earlier run could not retire.
    const Instance* current = live_.world.current(step.address);
    const bool leaves_map = !live_.goal.resources.contains(step.address) && current && current->number == step.instance;
    switch (step.action) {
      case Action::KeepData:
        change(*row).status = InstanceStatus::Kept;
        live_.kept.push_back(step.address);
        break;
      case Action::Retire:
      case Action::DestroyData: retire(*row); break;
      default: return;
    }
    if (leaves_map) entries_.push_back({step.address, std::nullopt, {}, live_.goal.plan_digest, 0});
  }

  /// Made by this run, or left by an earlier one, and wanted by nobody: a secret changed between two attempts.
  void left_over(const Instance& row) {
    if (row.status != InstanceStatus::Ready || changed_.contains(row.number)) return;
    const Instance* current = live_.world.current(row.address);
    if (current && current->number == row.number) return;
    if (row.lifecycle == plan::Lifecycle::Persistent)
      change(row).status = InstanceStatus::Kept;
    else
      retire(row);
  }

  LiveRun& live_;
  std::map<uint64_t, Instance> changed_;
  std::vector<Entry> entries_;
};

}  // namespace

PhaseEnd commit(LiveRun& live) { return Committer(live).run(); }

}  // namespace infra::runtime
