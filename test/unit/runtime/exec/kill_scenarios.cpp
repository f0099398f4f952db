#include "test/unit/runtime/exec/kill_scenarios.h"

namespace infra::test {

using namespace runtime;

namespace {

Scenario::Act applies(plan::Plan (*plan)(const std::string&), const std::string& release) {
  return [plan, release](Worker& worker) { return worker.apply(plan(release)); };
}

plan::Plan two_apps(const std::string& release) { return shop(release); }

/// The shop with a disk that grows: every operation of an upgrade.
plan::Plan grown(const std::string& release) {
  PlanBuilder b;
  b.add("data", "Disk", {{"size", b.number(release == "v1" ? 20 : 30)}});
  b.add("app", "Thing", {{"text", b.text(release)}, {"disk", b.ref("data")}});
  b.add("front", "Pointer", {{"name", b.text("shop")}, {"targets", b.list({b.result("app", "name")})}});
  return b.build();
}

/// `b` moves after `a` has moved.
plan::Plan two_pointers(const std::string& release) {
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text(release)}});
  b.add("a", "Pointer", {{"name", b.text("a")}, {"targets", b.list({b.result("app", "name")})}});
  b.add("b", "Pointer",
        {{"name", b.join({b.result("a", "url"), b.text("b")})}, {"targets", b.list({b.result("app", "name")})}});
  return b.build();
}

Fault second_pointer_cannot_move(const std::string& operation, const std::string& address) {
  return operation == "update" && address == "b" ? Fault::Before : Fault::None;
}

Fault app_is_lost(const std::string& operation, const std::string& address) {
  return operation == "create" && address == "app[0]" ? Fault::Lost : Fault::None;
}

Result<RunReport> rolls_back(Worker& worker) { return worker.rollback(); }
Result<RunReport> destroys(Worker& worker) { return worker.destroy(); }
Result<RunReport> goes_on(Worker& worker) { return worker.engine->resume(); }

Result<RunReport> repairs(Worker& worker) {
  INFRA_ASSIGN(const DriftReport drift, worker.engine->drift());
  INFRA_ASSIGN(const ChangeSet set, worker.engine->plan_repair(drift));
  return worker.engine->run(set);
}

/// Not a verb: the world behind the back of the state.
Result<RunReport> somebody_halts_and_edits(Worker& worker) {
  for (const auto& [id, thing] : worker.cloud.things()) {
    if (thing.kind == "fake.Thing") worker.cloud.halt(id);
    if (thing.kind == "fake.Pointer") worker.cloud.change_by_hand(id, "name", "hacked");
  }
  return RunReport();
}

}  // namespace

std::vector<Scenario> kill_scenarios() {
  std::vector<Scenario> all;
  const auto add = [&](std::string name, std::vector<Scenario::Act> before, Scenario::Act act) -> Scenario& {
    Scenario scenario;
    scenario.name = std::move(name);
    scenario.before = std::move(before);
    scenario.act = std::move(act);
    return all.emplace_back(std::move(scenario));
  };
  const auto v1 = applies(two_apps, "v1"), v2 = applies(two_apps, "v2"), v3 = applies(two_apps, "v3");
  const auto bad = applies(two_apps, "v2 bad");
  const auto pointed = applies(two_pointers, "v1");

  add("Create", {}, v1);
  add("Upgrade", {applies(grown, "v1")}, applies(grown, "v2"));
  add("FailedRelease", {v1}, bad).end = Outcome::Failed;
  Scenario& move = add("FailedMove", {pointed}, applies(two_pointers, "v2"));
  move.end = Outcome::Failed;
  move.faults = second_pointer_cannot_move;
  add("Rollback", {v1, v2}, rolls_back);
  add("Destroy", {v1}, destroys);
  add("DestroyWithData", {v1}, destroys).destroy_data = {"data"};
  add("Repair", {v1, somebody_halts_and_edits}, repairs);

  // Nobody could say whether `app[0]` had been made, and that run has ended so.
  add("LostCreate", {v1}, v1).faults_before = app_is_lost;

  const auto resumes = [&](std::string name, std::vector<Scenario::Act> before) -> Scenario& {
    Scenario& scenario = add(std::move(name), std::move(before), goes_on);
    scenario.resumes = true;
    return scenario;
  };
  // The one that goes on dies too.
  const auto dies = [](Scenario& scenario, Scenario::Act interrupted, std::string at) {
    scenario.interrupted = std::move(interrupted);
    scenario.dies_at = std::move(at);
  };
  dies(resumes("ResumedCreate", {}), v1, "exec.after_create_call:3");
  dies(resumes("ResumedUpgrade", {v1}), v2, "exec.after_update_call");
  dies(resumes("ResumedRetirement", {v1}), v2, "exec.after_destroy_call");
  Scenario& undone = resumes("ResumedUndo", {pointed});
  undone.end = Outcome::Failed;
  undone.faults = second_pointer_cannot_move;
  dies(undone, applies(two_pointers, "v2"), "exec.before_undo");
  // Or somebody wants something else by then.
  dies(add("TakenOverCreate", {}, v3), v2, "exec.after_create_call:2");
  dies(add("TakenOverMove", {v1}, v3), v2, "exec.after_move");
  dies(add("TakenOverRetirement", {v1}, v3), v2, "exec.after_destroy_call");
  dies(add("TakenOverUndo", {v1}, v3), bad, "exec.after_undo_mark");
  return all;
}

}  // namespace infra::test
