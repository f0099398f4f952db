#include "runtime/exec/run.h"

#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "runtime/exec/admission.h"
#include "runtime/exec/past.h"
#include "runtime/exec/settle.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

/// What has been decided for the run, in the report of its end.
RunReport report_of(LiveRun& live, Outcome outcome) {
  RunReport report;
  report.outcome = outcome;
  report.run = live.run.id;
  const bool stands = live.run.status == RunStatus::Committed || live.run.status == RunStatus::Done;
  report.generation = stands ? live.run.generation : 0;
  for (Error& error : live.errors) {
    error.message = live.session.redactor.redact(std::string_view(error.message));
    for (std::string& note : error.notes) note = live.session.redactor.redact(std::string_view(note));
    report.errors.push_back(std::move(error));
  }
  report.unfinished = std::move(live.unfinished);
  report.kept = std::move(live.kept);
  report.summary = {
      {"generation", report.generation}, {"run", report.run}, {"steps", live.summary}, {"verb", live.set.verb}};
  Event event;
  event.kind = EventKind::RunEnded;
  event.data = {{"generation", report.generation}, {"outcome", outcome_text(outcome)}};
  live.session.events.send(std::move(event));
  return report;
}

RunReport end(LiveRun& live, RunStatus status, Outcome outcome) {
  live.session.system.failpoints.hit("exec.before_end");
  if (auto ended = live.journal.end_run(live.run, status); !ended) {
    live.errors.push_back(std::move(ended).error());
    return report_of(live, Outcome::Interrupted);
  }
  live.session.system.failpoints.hit("exec.after_end");
  return report_of(live, outcome);
}

RunReport finish_committed(LiveRun& live) {
  const PhaseEnd phase = drain_and_retire(live);
  if (phase == PhaseEnd::Interrupted || phase == PhaseEnd::Fatal) return report_of(live, Outcome::Interrupted);
  return end(live, RunStatus::Done, live.unfinished.empty() ? Outcome::Done : Outcome::Unfinished);
}

RunReport move_back(LiveRun& live, std::optional<Intent> mark) {
  if (!mark) {
    mark.emplace();
    mark->step = "undo";
    mark->operation = "undo";
    mark->detail = Json::array();
    for (const Error& error : live.errors) mark->detail.push_back({{"code", error.code}, {"message", error.message}});
    if (auto opened = live.journal.open_intent(*mark); !opened) {
      live.errors.push_back(std::move(opened).error());
      return report_of(live, Outcome::Interrupted);
    }
  } else if (mark->detail.is_array()) {
    for (const Json& error : mark->detail)
      live.errors.push_back({error.value("code", ""), error.value("message", ""), {}, ""});
  }
  live.session.system.failpoints.hit("exec.after_undo_mark");
  const PhaseEnd phase = undo(live);
  if (phase == PhaseEnd::Interrupted || phase == PhaseEnd::Fatal) return report_of(live, Outcome::Interrupted);
  if (auto closed = live.journal.close_intent(*mark, IntentStatus::Done); !closed) {
    live.errors.push_back(std::move(closed).error());
    return report_of(live, Outcome::Interrupted);
  }
  return end(live, RunStatus::Failed, live.unfinished.empty() ? Outcome::Failed : Outcome::Unfinished);
}

/// From the walk to the end.
RunReport forward(LiveRun& live) {
  switch (walk(live)) {
    case PhaseEnd::Failed: return move_back(live, std::nullopt);
    case PhaseEnd::Interrupted:
    case PhaseEnd::Fatal: return report_of(live, Outcome::Interrupted);
    case PhaseEnd::Complete: break;
  }
  if (commit(live) != PhaseEnd::Complete) return report_of(live, Outcome::Interrupted);
  return finish_committed(live);
}

Result<RunReport> resume(Session& session, const Lease& lease, Journal& journal, const Run& run) {
  LiveRun live(session, lease, journal);
  live.run = run;
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(const auto bytes, reader->document(run.change_set));
  if (!bytes) return fail(diag::error(diag::DocumentMissing, "change set", run.change_set.brief()));
  INFRA_ASSIGN(live.set, change_set_from_json(*bytes));
  INFRA_ASSIGN(live.goal, goal_of(session, *reader, live.set));
  INFRA_ASSIGN(live.world, read_world(session, *reader));
  INFRA_ASSIGN(const auto intents, reader->intents(run.id));
  const auto mark = open_undo_mark(intents);
  for (const Intent& intent : intents) {
    const bool changes = intent.operation == "update" || intent.operation == "move" || intent.operation == "start";
    if (changes && intent.status == IntentStatus::Done) live.touched[intent.operation].insert(intent.instance);
  }
  if (run.status == RunStatus::Open && !mark) {
    INFRA_ASSIGN(const auto own, fences_of(*reader, run.id));
    INFRA_TRY(check_fresh(session, *reader, live.set, own));
  }
  INFRA_TRY(journal.resume_run(run));
  session.events.begin(run.id);
  Event event;
  event.kind = EventKind::RunResumed;
  event.text = fmt::format("going on with run {}", run.id);
  session.events.send(std::move(event));
  switch (settle(live, *reader, SettleFor::GoingOn)) {
    case PhaseEnd::Failed: return move_back(live, mark);
    case PhaseEnd::Interrupted:
    case PhaseEnd::Fatal: return report_of(live, Outcome::Interrupted);
    case PhaseEnd::Complete: break;
  }
  if (run.status == RunStatus::Committed) return finish_committed(live);
  return mark ? move_back(live, mark) : forward(live);
}

/// Brings an unfinished run to where another may take its place. Gives the run that is to be abandoned, or 0 when it
/// has come to its own end.
Result<uint64_t> set_aside(Session& session, const Lease& lease, Journal& journal, const Run& run) {
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(const auto intents, reader->intents(run.id));
  if (open_undo_mark(intents)) {
    INFRA_ASSIGN(const RunReport undone, resume(session, lease, journal, run));
    if (undone.outcome == Outcome::Interrupted && !undone.errors.empty()) return fail(undone.errors.front());
    if (undone.outcome == Outcome::Interrupted) return fail(diag::error(diag::RunUnfinished, run.id));
    return uint64_t{0};
  }
  LiveRun live(session, lease, journal);
  live.run = run;
  INFRA_ASSIGN(live.world, read_world(session, *reader));
  INFRA_TRY(journal.resume_run(run));
  session.events.begin(run.id);
  session.events.note(fmt::format("run {} was interrupted: settling it first", run.id));
  if (settle(live, *reader, SettleFor::Another) != PhaseEnd::Complete) return fail(live.errors.front());
  if (run.status == RunStatus::Committed) {
    INFRA_TRY(journal.end_run(live.run, RunStatus::Done, {{"retiring", "goes on in the next run"}}));
    return uint64_t{0};
  }
  session.system.failpoints.hit("exec.before_abandon");
  INFRA_ASSIGN(const auto settled, session.state.read());
  if (move_pointers_back(live, *settled) != PhaseEnd::Complete || !live.errors.empty())
    return fail(live.errors.front());
  session.system.failpoints.hit("exec.after_abandon");
  return run.id;
}

Result<void> copy_blobs(Session& session, const RunInput& input) {
  const plan::BlobStore blobs(session.state.blob_folder());
  for (const auto& [digest, file] : input.blob_files)
    if (!blobs.contains(digest)) INFRA_TRY(blobs.add_file(file, digest));
  return {};
}

}  // namespace

Result<RunReport> carry_out(Session& session, const ChangeSet& set, const RunInput& input) {
  INFRA_TRY(check_deployment(session, set.deployment));
  INFRA_ASSIGN(const auto lease, session.state.acquire(session.options.who));
  INFRA_TRY(session.providers.raise_fence(session.state.lineage(), lease->fence()));
  Journal journal(session.system, session.state, *lease, {session.options.who, session.options.commit});
  const Digest name = digest(set);
  uint64_t abandons = 0;
  {
    INFRA_ASSIGN(const auto reader, session.state.read());
    INFRA_ASSIGN(const auto unfinished, reader->unfinished_run());
    if (unfinished && unfinished->change_set == name) return resume(session, *lease, journal, *unfinished);
    INFRA_TRY(check_fresh(session, *reader, set, {}));
    INFRA_ASSIGN(const auto pins, check_pins(session, *reader, set));
    if (!pins.empty()) INFRA_TRY(journal.put_values("pin", pins));
    INFRA_TRY(copy_blobs(session, input));
    if (unfinished) {
      INFRA_ASSIGN(abandons, set_aside(session, *lease, journal, *unfinished));
    }
  }
  RunStart start;
  start.verb = set.verb;
  start.change_set = name;
  start.plan = set.plan;
  start.documents = input.documents;
  start.documents[name] = to_json(set);
  start.abandons = abandons;
  LiveRun live(session, *lease, journal);
  session.system.failpoints.hit("exec.before_run");
  INFRA_ASSIGN(live.run, journal.open_run(start));
  session.system.failpoints.hit("exec.after_run");
  live.set = set;
  session.events.begin(live.run.id);
  Event event;
  event.kind = EventKind::RunStarted;
  event.data = {{"change_set", name.text()}, {"generation", live.run.generation}, {"verb", set.verb}};
  session.events.send(std::move(event));

  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(live.goal, goal_of(session, *reader, set));
  INFRA_ASSIGN(live.world, read_world(session, *reader));
  if (set.base == 0) {
    if (auto alone = refuse_foreign(session, live.goal, lease->fence()); !alone) {
      live.errors.push_back(std::move(alone).error());
      return move_back(live, std::nullopt);
    }
  }
  switch (settle(live, *reader, SettleFor::GoingOn)) {
    case PhaseEnd::Failed: return move_back(live, std::nullopt);
    case PhaseEnd::Interrupted:
    case PhaseEnd::Fatal: return report_of(live, Outcome::Interrupted);
    case PhaseEnd::Complete: break;
  }
  return forward(live);
}

Result<RunReport> go_on(Session& session) {
  INFRA_ASSIGN(const auto lease, session.state.acquire(session.options.who));
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(const auto unfinished, reader->unfinished_run());
  if (!unfinished) return fail(diag::error(diag::NoUnfinishedRun));
  INFRA_TRY(session.providers.raise_fence(session.state.lineage(), lease->fence()));
  Journal journal(session.system, session.state, *lease, {session.options.who, session.options.commit});
  return resume(session, *lease, journal, *unfinished);
}

}  // namespace infra::runtime
