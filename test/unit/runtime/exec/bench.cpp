#include "test/unit/runtime/exec/bench.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/plan/json.h"
#include "runtime/audit/verify.h"
#include "runtime/journal/found.h"

namespace infra::test {

using namespace runtime;

PlanInput input_of(const plan::Plan& plan) {
  PlanInput input;
  input.plan = plan;
  input.bytes = plan::to_json(plan);
  input.digest = sha256(input.bytes);
  return input;
}

namespace {

std::unique_ptr<State> open_or_found(System& system, const std::string& folder) {
  const std::string state_folder = folder + "/.infra";
  auto state = std::filesystem::exists(state_folder + "/state.db")
                   ? open_sqlite_state(system, state_folder)
                   : found_deployment(system, state_folder, "demo", true, "tester");
  if (!state) throw std::runtime_error(state.error().message);
  return std::move(*state);
}

EngineOptions named(EngineOptions options) {
  if (options.who.empty()) options.who = "tester@bench";
  return options;
}

Fault no_fault(const std::string&, const std::string&) { return Fault::None; }

}  // namespace

Worker::Worker(System& system, const std::string& folder, EngineOptions options, FaultyProvider::Decide faults)
    : cloud(folder + "/cloud.jsonl"),
      faulty(cloud, faults ? std::move(faults) : no_fault),
      providers(faulty),
      state(open_or_found(system, folder)),
      engine(std::make_unique<Engine>(system, *state, providers, redactor, named(std::move(options)),
                                      [this](const Event& event) { events.push_back(event); })) {}

Result<RunReport> Worker::apply(const plan::Plan& plan) { return apply(input_of(plan)); }

Result<RunReport> Worker::apply(const PlanInput& input) {
  INFRA_ASSIGN(const ChangeSet set, engine->plan(input));
  return engine->apply(input, set);
}

Result<RunReport> Worker::rollback(const std::optional<std::string>& target) {
  INFRA_ASSIGN(const ChangeSet set, engine->plan_rollback(target));
  return engine->run(set);
}

Result<RunReport> Worker::destroy() {
  INFRA_ASSIGN(const ChangeSet set, engine->plan_destroy());
  return engine->run(set);
}

Bench::Bench(EngineOptions opts, uint64_t seed) : Bench(Empty(), std::move(opts), seed) { restart(); }

Bench::Bench(Empty, EngineOptions opts, uint64_t seed) : system(seed), options(std::move(opts)) {
  system.environment["XDG_DATA_HOME"] = folder / "keys";
}

void Bench::restart(FaultyProvider::Decide faults) {
  worker_.reset();
  worker_ = std::make_unique<Worker>(system, folder.path(), options, std::move(faults));
}

std::vector<std::string> Bench::world() const {
  std::vector<std::string> lines;
  for (const auto& [id, thing] : worker_->cloud.things()) {
    std::string said = thing.attributes.value("text", "");
    if (thing.kind == "fake.Pointer") said = fmt::format("{} targets", thing.attributes["targets"].size());
    if (thing.kind == "fake.Disk") said = fmt::format("size {}", thing.attributes["size"].dump());
    lines.push_back(fmt::format("{} {}{}", thing.stamp.address, said, thing.running ? "" : " stopped"));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::optional<CloudThing> Bench::thing(const std::string& address) {
  std::optional<CloudThing> found;
  for (const auto& [id, thing] : worker_->cloud.things())
    if (thing.stamp.address == address) {
      EXPECT_FALSE(found.has_value()) << "two things at " << address;
      found = thing;
    }
  return found;
}

std::vector<Instance> Bench::rows() { return worker_->state->read().value()->instances().value(); }

Instance Bench::row(const std::string& address) {
  auto reader = worker_->state->read().value();
  const auto head = reader->head().value();
  if (!head) return {};
  const auto map = reader->map_at(head->number).value();
  const auto entry = map.find(address);
  if (entry == map.end() || !entry->second.instance) return {};
  return reader->instance(*entry->second.instance).value().value();
}

uint64_t Bench::head() {
  const auto head = worker_->state->read().value()->head().value();
  return head ? head->number : 0;
}

std::vector<std::string> Bench::problems() {
  std::vector<std::string> problems;
  std::map<std::string, Instance> by_id;
  for (const Instance& row : rows()) {
    if (!row.provider_id.empty() && !by_id.emplace(row.provider_id, row).second)
      problems.push_back(fmt::format("two rows have the id {}", row.provider_id));
    if (row.status != InstanceStatus::Current && row.status != InstanceStatus::Kept)
      problems.push_back(fmt::format("instance {} of {} is {}", row.number, row.address, status_text(row.status)));
  }
  std::map<std::string, int> by_token;
  for (const auto& [id, thing] : worker_->cloud.things()) {
    const auto row = by_id.find(id);
    if (row == by_id.end())
      problems.push_back(fmt::format("{} of {} is an orphan", id, thing.stamp.address));
    else if (row->second.number != thing.stamp.instance)
      problems.push_back(fmt::format("{} has the stamp of instance {}", id, thing.stamp.instance));
    if (++by_token[thing.token] > 1) problems.push_back(fmt::format("{} was made twice by one call", id));
    by_id.erase(id);
  }
  for (const auto& [id, row] : by_id) problems.push_back(fmt::format("{} of {} is not there", id, row.address));
  auto reader = worker_->state->read().value();
  if (reader->unfinished_run().value()) problems.push_back("a run is unfinished");
  if (!reader->open_intents().value().empty()) problems.push_back("an intent is open");
  if (auto audit = check_audit(*reader); !audit) {
    problems.push_back(audit.error().message);
    for (const std::string& note : audit.error().notes) problems.push_back(note);
  }
  return problems;
}

plan::Plan shop(const std::string& release, int apps) {
  PlanBuilder b;
  b.add("data", "Disk", {{"size", b.number(20)}});
  std::vector<value::ValueId> names;
  for (int i = 0; i < apps; ++i) {
    const std::string address = fmt::format("app[{}]", i);
    b.add(address, "Thing", {{"text", b.text(release)}, {"disk", b.ref("data")}});
    names.push_back(b.result(address, "name"));
  }
  b.add("front", "Pointer", {{"name", b.text("shop")}, {"targets", b.list(names)}});
  b.output("url", types::TypeStore::scalar(types::TypeKind::String), b.result("front", "url"));
  return b.build();
}

}  // namespace infra::test
