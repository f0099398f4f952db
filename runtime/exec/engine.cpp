#include "runtime/exec/engine.h"

#include <chrono>

#include <fmt/format.h>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "compiler/plan/json.h"
#include "compiler/plan/verify.h"
#include "runtime/change/enforceable.h"
#include "runtime/exec/admission.h"
#include "runtime/exec/goals.h"
#include "runtime/exec/inspect.h"
#include "runtime/exec/run.h"
#include "runtime/exec/settle.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

std::string_view outcome_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::NothingToDo: return "nothing_to_do";
    case Outcome::Done: return "done";
    case Outcome::Failed: return "failed";
    case Outcome::Interrupted: return "interrupted";
    case Outcome::Unfinished: return "unfinished";
  }
  return "";
}

struct Engine::Impl : Session {
  using Session::Session;
};

Engine::Engine(System& system, State& state, Providers& providers, Redactor& redactor, EngineOptions options,
               EventSink events)
    : impl_(std::make_unique<Impl>(system, state, providers, redactor, std::move(options), std::move(events))) {}

Engine::~Engine() = default;

namespace {

/// Rows that a plan looks at: those of the map, kept data, and what may be taken back.
std::vector<uint64_t> to_observe(const World& world, const std::set<uint64_t>& moved) {
  std::vector<uint64_t> numbers;
  for (const auto& [number, row] : world.rows) {
    const Instance* current = world.current(row.address);
    const bool looked_at =
        (current && current->number == number) || row.status == InstanceStatus::Kept || world.loose.contains(number);
    if (looked_at && !row.provider_id.empty() && !moved.contains(number)) numbers.push_back(number);
  }
  return numbers;
}

std::string date_of(Milliseconds since_1970) {
  const std::chrono::year_month_day day(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(since_1970)));
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

/// Before anything is touched: the plan holds together, nothing in it is more than is kept here, waivers are in force.
Result<void> refuse_plan(Session& session, const plan::Plan& plan) {
  auto problems = plan::verify(plan);
  if (problems.empty()) {
    INFRA_TRY(refuse_unenforceable(plan));
    return refuse_waivers_out_of_force(plan, date_of(session.system.clock.wall()));
  }
  for (size_t i = 1; i < problems.size(); ++i) problems[0].notes.push_back(problems[i].message);
  return fail(std::move(problems[0]));
}

Goal apply_goal(const PlanInput& input, PlanPointer plan) {
  Goal goal;
  goal.plan = std::move(plan);
  goal.plan_digest = input.digest;
  if (!input.debug_bytes.empty()) {
    goal.debug = sha256(input.debug_bytes);
    goal.subjects = subjects_of(input.debug_bytes, input.digest);
  }
  for (const plan::Resource& resource : goal.plan->resources)
    goal.resources[resource.address] = {goal.plan, input.digest, &resource};
  return goal;
}

/// The world as a change set is made from it.
Result<World> look(Session& session, StateReader& reader, bool observes) {
  INFRA_ASSIGN(World world, read_world(session, reader));
  INFRA_ASSIGN(const auto moved, show_committed(world, reader));
  if (observes) INFRA_TRY(observe(session, world, to_observe(world, moved)));
  return world;
}

Result<ChangeSet> make(Session& session, StateReader& reader, const Goal& goal, const World& world) {
  INFRA_ASSIGN(ChangeSet set,
               make_change_set({goal, world, session.table, session.secrets, session.options.destroy_data}));
  INFRA_TRY(check_pins(session, reader, set));
  return set;
}

/// The change set of an interrupted run, unless somebody else has changed what it was made from: then a new one is
/// made, and takes its place.
Result<std::optional<ChangeSet>> go_on_with(Session& session, StateReader& reader, const Run& run) {
  INFRA_ASSIGN(const auto bytes, reader.document(run.change_set));
  if (!bytes) return fail(diag::error(diag::DocumentMissing, "change set", run.change_set.brief()));
  INFRA_ASSIGN(ChangeSet set, change_set_from_json(*bytes));
  INFRA_ASSIGN(const auto intents, reader.intents(run.id));
  if (run.status == RunStatus::Open && !open_undo_mark(intents)) {
    INFRA_ASSIGN(const auto own, fences_of(reader, run.id));
    INFRA_ASSIGN(const auto stale, find_stale(session, reader, set, own));
    if (stale) return std::nullopt;
  }
  return std::optional(std::move(set));
}

}  // namespace

Result<ChangeSet> Engine::plan(const PlanInput& input) {
  INFRA_TRY(check_deployment(*impl_, input.plan.deployment));
  INFRA_TRY(refuse_plan(*impl_, input.plan));
  INFRA_ASSIGN(const auto reader, impl_->state.read());
  INFRA_ASSIGN(const auto unfinished, reader->unfinished_run());
  if (unfinished && unfinished->plan == input.digest && unfinished->verb == verb_text(Verb::Apply)) {
    INFRA_ASSIGN(auto interrupted, go_on_with(*impl_, *reader, *unfinished));
    if (interrupted) return std::move(*interrupted);
  }
  const PlanPointer plan = std::make_shared<const plan::Plan>(input.plan);
  impl_->plans[input.digest] = plan;
  INFRA_ASSIGN(const World world, look(*impl_, *reader, true));
  return make(*impl_, *reader, apply_goal(input, plan), world);
}

Result<RunReport> Engine::apply(const PlanInput& input, const ChangeSet& set) {
  INFRA_TRY(check_deployment(*impl_, input.plan.deployment));
  INFRA_TRY(refuse_plan(*impl_, input.plan));
  if (set.plan != input.digest) return fail(diag::error(diag::ChangeSetStale, "it was made for another plan"));
  RunInput with;
  with.documents[input.digest] = input.bytes;
  if (!input.debug_bytes.empty()) with.documents[sha256(input.debug_bytes)] = input.debug_bytes;
  with.blob_files = input.blob_files;
  if (set.empty()) {
    INFRA_ASSIGN(const auto reader, impl_->state.read());
    INFRA_ASSIGN(const auto head, reader->head());
    INFRA_ASSIGN(const auto unfinished, reader->unfinished_run());
    INFRA_ASSIGN(const auto open, reader->open_intents());
    if (head && head->plan == input.digest && !unfinished && open.empty()) {
      RunReport nothing;
      nothing.outcome = Outcome::NothingToDo;
      nothing.generation = head->number;
      return nothing;
    }
  }
  return carry_out(*impl_, set, with);
}

Result<RunReport> Engine::resume() { return go_on(*impl_); }

Result<ChangeSet> Engine::plan_rollback(const std::optional<std::string>& target) {
  INFRA_ASSIGN(const auto reader, impl_->state.read());
  INFRA_ASSIGN(const Generation generation, find_generation(*reader, target));
  INFRA_ASSIGN(const World world, look(*impl_, *reader, true));
  INFRA_ASSIGN(const Goal goal, rollback_goal(*impl_, *reader, world, generation));
  return make(*impl_, *reader, goal, world);
}

Result<ChangeSet> Engine::plan_destroy() {
  INFRA_ASSIGN(const auto reader, impl_->state.read());
  INFRA_ASSIGN(const World world, look(*impl_, *reader, false));
  return make(*impl_, *reader, destroy_goal(), world);
}

Result<ChangeSet> Engine::plan_repair(const DriftReport& drift) {
  INFRA_ASSIGN(const auto reader, impl_->state.read());
  INFRA_ASSIGN(World world, look(*impl_, *reader, false));
  std::vector<uint64_t> drifted;
  for (const DriftItem& item : drift.items)
    if (world.rows.contains(item.instance)) drifted.push_back(item.instance);
  INFRA_TRY(observe(*impl_, world, drifted));
  INFRA_ASSIGN(const Goal goal, repair_goal(*impl_, *reader, world));
  return make(*impl_, *reader, goal, world);
}

Result<RunReport> Engine::run(const ChangeSet& set) {
  if (set.empty()) {
    RunReport nothing;
    nothing.outcome = Outcome::NothingToDo;
    nothing.generation = set.base;
    return nothing;
  }
  return carry_out(*impl_, set, {});
}

Result<DriftReport> Engine::drift() { return find_drift(*impl_); }
Result<StatusReport> Engine::status(bool observes) { return read_status(*impl_, observes); }
Result<Json> Engine::outputs() { return read_outputs(*impl_); }
Result<std::string> Engine::logs(const std::string& address, size_t lines) { return read_logs(*impl_, address, lines); }
Result<void> Engine::forget(const std::string& address) { return forget_address(*impl_, address); }

Result<std::vector<Run>> Engine::history() {
  INFRA_ASSIGN(const auto reader, impl_->state.read());
  return reader->runs();
}

}  // namespace infra::runtime
