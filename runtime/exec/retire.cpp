// After the commit: sessions drain, then what nothing points at any more is retired. What cannot be retired stays
// `retiring` for the next run.
#include <algorithm>

#include "compiler/diag/error.h"
#include "runtime/exec/drain.h"
#include "runtime/exec/live_run.h"
#include "runtime/exec/pool.h"
#include "runtime/exec/retire_order.h"
#include "runtime/exec/retirement.h"
#include "runtime/exec/scheduler.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kDeadline{60'000};
constexpr Milliseconds kLookForCancel{100};

/// The edges that an instance had in the plan that it was made from.
std::vector<plan::Edge> edges_of(LiveRun& live, StateReader& reader, const Instance& row) {
  const auto plan = load_plan(live.session, reader, row.plan);
  if (!plan) return {};  // Of an abandoned run whose plan is gone: nothing else refers to it.
  const plan::Resource* resource = (*plan)->find(row.address);
  return resource ? resource->edges : std::vector<plan::Edge>{};
}

}  // namespace

Retirement::Retirement(LiveRun& live, std::string step_word) : live_(live), step_word_(std::move(step_word)) {}

PhaseEnd Retirement::run(std::vector<Instance> rows, const std::set<uint64_t>& in_use) {
  auto reader = live_.session.state.read();
  if (!reader) return fatal(std::move(reader).error());
  std::vector<Leaver> leavers;
  for (const Instance& row : rows) leavers.push_back({row.address, edges_of(live_, **reader, row)});
  Scheduler scheduler(static_cast<size_t>(std::max(1, live_.session.options.jobs)));
  for (const Instance& row : rows) scheduler.add(row.kind);
  for (const auto& [first, then] : retire_order(leavers))
    scheduler.order(NodeId(static_cast<uint32_t>(first)), NodeId(static_cast<uint32_t>(then)));

  struct Message {
    NodeId node;
    Done<Instance> row;
  };
  Mailbox<Message> mailbox;
  Pool pool(static_cast<size_t>(std::max(1, live_.session.options.jobs)));
  PhaseEnd end = PhaseEnd::Complete;
  while (!scheduler.finished()) {
    if (live_.session.options.cancel.cancelled()) {
      scheduler.stop();
      if (end == PhaseEnd::Complete) end = PhaseEnd::Interrupted;
    }
    while (const NodeId node = scheduler.start_next()) {
      const Instance& row = rows[node.index];
      const std::string step = step_word_ + " " + row.address;
      if (in_use.contains(row.number)) {
        live_.unfinished.push_back(row.address);
        scheduler.failed(node);
        continue;
      }
      auto by = live_.session.table.find(row.provider, row.kind);
      if (!by) {
        stays(row, std::move(by).error());
        scheduler.failed(node);
        continue;
      }
      scheduler.limit(row.kind, static_cast<size_t>(std::max(1, by->can.calls_in_flight)));
      step_event(live_, EventKind::StepStarted, step, "retire", row.address, "", {{"instance", row.number}});
      pool.run([this, &mailbox, node, by = *by, row, step] {
        live_.session.system.failpoints.hit("exec.before_retire");
        mailbox.put({node, live_.operations.destroy(by, step, row, kDeadline)});
      });
    }
    if (scheduler.finished()) break;
    auto message = mailbox.take(kLookForCancel);
    if (!message) continue;
    const Instance& row = rows[message->node.index];
    if (message->row) {
      live_.world.rows.erase(row.number);
      scheduler.done(message->node);
      step_event(live_, EventKind::StepDone, step_word_ + " " + row.address, "retire", row.address, "",
                 {{"instance", row.number}});
      continue;
    }
    scheduler.failed(message->node);
    if (message->row.error().trouble == Trouble::Fatal) {
      scheduler.stop();
      end = fatal(std::move(message->row).error().error);
    } else {
      stays(row, std::move(message->row).error().error);
    }
  }
  if (end == PhaseEnd::Complete)
    for (NodeId node : scheduler.skipped()) live_.unfinished.push_back(rows[node.index].address);
  return end;
}

PhaseEnd Retirement::fatal(Error error) {
  live_.errors.push_back(std::move(error));
  return PhaseEnd::Fatal;
}

void Retirement::stays(const Instance& row, Error error) {
  step_event(live_, EventKind::StepFailed, step_word_ + " " + row.address, "retire", row.address, error.message);
  live_.unfinished.push_back(row.address);
  live_.errors.push_back(std::move(error));
}

PhaseEnd drain_and_retire(LiveRun& live) {
  std::set<uint64_t> in_use;
  if (const PhaseEnd end = drain(live, in_use); end != PhaseEnd::Complete) return end;
  if (live.session.options.cancel.cancelled()) return PhaseEnd::Interrupted;
  live.session.system.failpoints.hit("exec.after_drain");
  std::vector<Instance> retiring;
  for (const auto& [number, row] : live.world.rows)
    if (row.status == InstanceStatus::Retiring) retiring.push_back(row);
  return Retirement(live, "retire").run(std::move(retiring), in_use);
}

}  // namespace infra::runtime
