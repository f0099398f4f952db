#include "runtime/exec/world_reader.h"

#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/exec/pool.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kReadDeadline{30'000};

/// Nothing was done to it yet: it may be taken back.
bool untouched(const Instance& row, const std::vector<Intent>& intents) {
  return std::none_of(intents.begin(), intents.end(),
                      [&](const Intent& i) { return i.instance == row.number && i.operation == "destroy"; });
}

}  // namespace

Json past_of(const Instance& row) {
  Json made_with = Json::array();
  for (const MadeWith& made : row.made_with)
    made_with.push_back({{"address", made.address}, {"instance", made.instance}, {"results", made.results}});
  return {{"baseline", row.baseline}, {"identity", row.identity.text()},
          {"inputs", row.inputs},     {"inputs_digest", row.inputs_digest.text()},
          {"made_with", made_with},   {"plan", row.plan.text()},
          {"results", row.results}};
}

Result<void> restore_past(Instance& row, const Json& past) {
  const auto digest = [&](const char* name) -> std::optional<Digest> {
    if (!past.is_object() || !past.contains(name) || !past[name].is_string()) return std::nullopt;
    return Digest::parse(past[name].get<std::string>());
  };
  const auto identity = digest("identity"), inputs = digest("inputs_digest"), plan = digest("plan");
  if (!identity || !inputs || !plan || !past.contains("made_with") || !past["made_with"].is_array())
    return fail(diag::error(diag::DocumentMissing, "past of", row.address));
  row.identity = *identity;
  row.inputs_digest = *inputs;
  row.plan = *plan;
  row.inputs = past.value("inputs", Json());
  row.results = past.value("results", Json());
  row.baseline = past.value("baseline", Json());
  row.made_with.clear();
  for (const Json& made : past["made_with"])
    row.made_with.push_back(
        {made.value("address", std::string()), made.value("instance", uint64_t{0}), made.value("results", Json())});
  return {};
}

Result<World> read_world(Session& session, StateReader& reader) {
  World world;
  world.deployment = session.state.deployment();
  world.lineage = session.state.lineage();
  INFRA_ASSIGN(world.head, reader.head());
  if (world.head) {
    INFRA_ASSIGN(auto map, reader.map_at(world.head->number));
    for (auto& [address, entry] : map)
      if (entry.instance) world.map.emplace(address, std::move(entry));
  }
  INFRA_ASSIGN(const auto runs, reader.runs());
  if (!runs.empty()) world.last_run = runs.front().id;
  INFRA_ASSIGN(auto rows, reader.instances());
  for (Instance& row : rows) world.rows.emplace(row.number, std::move(row));

  INFRA_ASSIGN(const auto unfinished, reader.unfinished_run());
  std::vector<Intent> intents;
  if (unfinished) {
    INFRA_ASSIGN(intents, reader.intents(unfinished->id));
  }
  for (const auto& [number, row] : world.rows) {
    const Instance* current = world.current(row.address);
    if (current && current->number == number) continue;
    const bool left = row.status == InstanceStatus::Ready || row.status == InstanceStatus::Current;
    const bool taken_back = row.status == InstanceStatus::Retiring && unfinished && untouched(row, intents);
    if (left || taken_back) world.loose.insert(number);
  }
  return world;
}

Result<std::set<uint64_t>> show_committed(World& world, StateReader& reader) {
  std::set<uint64_t> shown;
  INFRA_ASSIGN(const auto unfinished, reader.unfinished_run());
  if (!unfinished || unfinished->status != RunStatus::Open) return shown;
  INFRA_ASSIGN(const auto intents, reader.intents(unfinished->id));
  // The first move of a pointer in the run tells what it was before it.
  for (auto intent = intents.rbegin(); intent != intents.rend(); ++intent) {
    if (intent->operation != "move" || intent->status == IntentStatus::Failed) continue;
    const auto row = world.rows.find(intent->instance);
    if (row == world.rows.end()) continue;
    INFRA_TRY(restore_past(row->second, intent->detail));
    shown.insert(intent->instance);
  }
  return shown;
}

Call call_for(Session& session, const Instance& row, Fence fence, Milliseconds deadline) {
  Call call;
  call.stamp = {session.state.lineage(), session.state.deployment(), row.address, row.identity.text(), row.number};
  call.fence = fence;
  call.deadline = deadline;
  call.cancel = session.options.cancel;
  call.report_id = [](const std::string&) {};
  call.progress = [](const std::string&) {};
  return call;
}

Result<void> observe(Session& session, World& world, const std::vector<uint64_t>& instances) {
  struct Answer {
    uint64_t instance;
    CallResult<Observed> observed;
  };
  Mailbox<Answer> answers;
  const CancelToken failed;  ///< A provider that hangs costs one deadline, not one for each thing.
  {
    Pool pool(static_cast<size_t>(std::max(1, session.options.jobs)));
    for (uint64_t number : instances) {
      const Instance& row = world.rows.at(number);
      INFRA_ASSIGN(const KindProvider made_by, session.table.find(row.provider, row.kind));
      pool.run([&session, &answers, &failed, &row, made_by] {
        if (failed.cancelled()) return;
        Answer answer{row.number,
                      made_by.provider->read(call_for(session, row, {}, kReadDeadline), row.kind, row.provider_id)};
        if (!answer.observed) failed.cancel();
        answers.put(std::move(answer));
      });
    }
  }
  while (auto answer = answers.take(Milliseconds(0))) {
    const Instance& row = world.rows.at(answer->instance);
    if (!answer->observed) {
      Error error = std::move(answer->observed).error().error;
      error.notes.push_back(fmt::format("while looking at `{}`", row.address));
      return fail(std::move(error));
    }
    world.observed[answer->instance] = std::move(*answer->observed);
  }
  return {};
}

}  // namespace infra::runtime
