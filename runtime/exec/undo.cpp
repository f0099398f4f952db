// A run that failed before its commit: its pointers go back in reverse order, what it made is retired, and the world
// is the committed generation again. What holds data stays and is listed.
#include <algorithm>

#include "runtime/exec/live_run.h"
#include "runtime/exec/past.h"
#include "runtime/exec/retirement.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

PhaseEnd fatal(LiveRun& live, Error error) {
  live.errors.push_back(std::move(error));
  return PhaseEnd::Fatal;
}

}  // namespace

PhaseEnd move_pointers_back(LiveRun& live, StateReader& reader) {
  auto intents = reader.intents(live.run.id);
  if (!intents) return fatal(live, std::move(intents).error());
  std::set<uint64_t> back;  // Moved back before this run was interrupted.
  for (const Intent& intent : *intents)
    if (intent.operation == "move_back" && intent.status == IntentStatus::Done) back.insert(intent.instance);
  for (auto move = intents->rbegin(); move != intents->rend(); ++move) {
    if (move->operation != "move" || move->status == IntentStatus::Failed || back.contains(move->instance)) continue;
    const Instance* moved = live.row(move->instance);
    if (!moved || moved->run == live.run.id) continue;  // Made by this run: it goes altogether.
    Instance past = *moved;
    if (auto restored = restore_past(past, move->detail); !restored) return fatal(live, std::move(restored).error());
    auto work = work_of_past(live, reader, past);
    auto by = live.session.table.find(moved->provider, moved->kind);
    const std::string step = "move back " + moved->address;
    if (!work || !by) {
      live.errors.push_back(work ? std::move(by).error() : std::move(work).error());
      live.unfinished.push_back(moved->address);
      continue;
    }
    work->step = step;
    step_event(live, EventKind::StepStarted, step, "move back", moved->address);
    live.session.system.failpoints.hit("exec.before_move_back");
    auto result = live.operations.update(*by, "move_back", *moved, std::move(*work));
    live.session.system.failpoints.hit("exec.after_move_back");
    if (result) {
      step_event(live, EventKind::MovedBack, step, "move back", result->address);
      live.world.rows[result->number] = *result;
      back.insert(result->number);
      if (move->status == IntentStatus::Open)  // Nobody knows how far it came, and it no longer matters.
        if (auto closed = live.journal.close_intent(*move, IntentStatus::Failed); !closed)
          return fatal(live, std::move(closed).error());
      continue;
    }
    if (result.error().trouble == Trouble::Fatal) return fatal(live, std::move(result).error().error);
    step_event(live, EventKind::StepFailed, step, "move back", moved->address, result.error().error.message);
    live.unfinished.push_back(moved->address);
    live.errors.push_back(std::move(result).error().error);
  }
  return PhaseEnd::Complete;
}

PhaseEnd undo(LiveRun& live) {
  auto reader = live.session.state.read();
  if (!reader) return fatal(live, std::move(reader).error());
  // What failed in the middle is known to the state alone.
  auto rows = (*reader)->instances();
  if (!rows) return fatal(live, std::move(rows).error());
  live.world.rows.clear();
  for (Instance& row : *rows) live.world.rows.emplace(row.number, std::move(row));

  live.session.system.failpoints.hit("exec.before_undo");
  const size_t before = live.unfinished.size();
  if (const PhaseEnd end = move_pointers_back(live, **reader); end != PhaseEnd::Complete) return end;
  // While a pointer may still lead to the new instances they are left to the next run.
  const bool pointers_are_back = live.unfinished.size() == before;

  std::vector<Instance> made;
  Rows marked;
  for (auto& [number, row] : live.world.rows) {
    const Instance* current = live.world.current(row.address);
    if (row.run != live.run.id || (current && current->number == number)) continue;
    if (row.status == InstanceStatus::Ready) {
      const bool data = row.lifecycle == plan::Lifecycle::Persistent;
      if (!data && !pointers_are_back) continue;
      row.status = data ? InstanceStatus::Kept : InstanceStatus::Retiring;
      if (data) live.kept.push_back(row.address);
      marked.push_back(&row);
    }
  }
  if (!marked.empty())
    if (auto put = live.journal.put_rows("undo", marked); !put) return fatal(live, std::move(put).error());
  live.session.system.failpoints.hit("exec.after_undo_marked");
  for (const auto& [number, row] : live.world.rows)
    if (row.status == InstanceStatus::Retiring && row.run == live.run.id) made.push_back(row);
  return Retirement(live, "undo").run(std::move(made));
}

}  // namespace infra::runtime
