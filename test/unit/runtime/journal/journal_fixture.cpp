#include "test/unit/runtime/journal/journal_fixture.h"

#include <stdexcept>

#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

/// The result, or an exception that fails the test, in a child process too.
template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Settles what was under way when the last process died: here every interrupted call counts as done.
void settle(Worker& worker) {
  for (Intent& intent : must(must(worker.state->read())->open_intents())) {
    auto row = must(must(worker.state->read())->instance(intent.instance));
    if (!row) throw std::runtime_error("an intent without a row");
    row->status = intent.operation == "create" ? InstanceStatus::Ready : InstanceStatus::Retired;
    must(worker.journal->close_intent(intent, IntentStatus::Done, {&*row}));
  }
}

void create_missing(Worker& worker, uint64_t run) {
  for (const char* address : {"app[0]", "app[1]"}) {
    bool made = false;
    for (const Instance& row : must(must(worker.state->read())->instances_of(address))) made |= row.run == run;
    if (made) continue;
    Intent intent = create_intent(address);
    Instance row = new_instance(address);
    must(worker.journal->open_create(intent, row));
    row.provider_id = "id-" + std::to_string(row.number);
    must(worker.journal->record_id(intent, row));
    must(worker.journal->close_intent(intent, IntentStatus::Done, {&row}, {{"took_ms", 3}}));
    row.status = InstanceStatus::Ready;
    must(worker.journal->put_rows("ready", {&row}));
  }
}

void commit(Worker& worker, Run& run) {
  std::vector<Instance> rows = must(must(worker.state->read())->instances());
  std::vector<Entry> entries;
  Rows changed;
  for (Instance& row : rows) {
    row.status = row.run == run.id ? InstanceStatus::Current : InstanceStatus::Retiring;
    if (row.run == run.id) entries.push_back({row.address, row.number, row.inputs_digest, run.plan, 0});
    changed.push_back(&row);
  }
  must(worker.journal->commit_generation(run, entries, changed));
}

void retire(Worker& worker) {
  for (Instance& row : must(must(worker.state->read())->instances())) {
    if (row.status != InstanceStatus::Retiring) continue;
    Intent intent = create_intent(row.address);
    intent.operation = "destroy";
    intent.instance = row.number;
    must(worker.journal->open_intent(intent, {&row}));
    row.status = InstanceStatus::Retired;
    must(worker.journal->close_intent(intent, IntentStatus::Done, {&row}));
  }
}

}  // namespace

Worker::Worker(System& system, const std::string& folder) {
  state = system.disk.exists(folder + "/state.db")
              ? must(open_sqlite_state(system, folder))
              : must(found_deployment(system, folder, "shop", true, "ada@example"));
  lease = must(state->acquire("ada@example"));
  journal = std::make_unique<Journal>(system, *state, *lease, Author{"ada@example", "4f2a"});
}

RunStart sample_start(const std::string& change_set) {
  const std::string plan = "plan of " + change_set;
  return {"apply", sha256(change_set), sha256(plan), {{sha256(change_set), change_set}, {sha256(plan), plan}}, 0};
}

Intent create_intent(const std::string& address) {
  Intent intent = sample_intent(0, address);
  intent.token.clear();
  intent.instance = 0;
  return intent;
}

Instance new_instance(const std::string& address) {
  Instance row = sample_instance(0, address);
  row.provider_id.clear();
  return row;
}

void run_to_the_end(System& system, const std::string& folder, const std::string& change_set) {
  Worker worker(system, folder);
  std::optional<Run> run = must(must(worker.state->read())->unfinished_run());
  if (run) {
    must(worker.journal->resume_run(*run));
    settle(worker);
  } else {
    for (const Run& ended : must(must(worker.state->read())->runs())) {
      if (ended.change_set == sha256(change_set)) return;
    }
    run = must(worker.journal->open_run(sample_start(change_set)));
  }
  if (run->status == RunStatus::Open) {
    create_missing(worker, run->id);
    commit(worker, *run);
  }
  retire(worker);
  must(worker.journal->put_values("pin", {{"target.service", "host-1"}}));
  must(worker.journal->end_run(*run, RunStatus::Done));
}

}  // namespace infra::runtime
