// A random walk over the interface, beside a model of it that is too simple to be wrong. A seed replays exactly.
#include <random>
#include <set>

#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

/// What a state should hold. Copying it is a transaction; keeping an old copy is a reader.
struct Model {
  std::map<uint64_t, Instance> instances;
  std::map<uint64_t, RunRow> runs;
  std::map<uint64_t, Intent> intents;
  std::map<uint64_t, Generation> generations;
  std::map<std::string, Entry> map;
  std::map<uint64_t, std::map<std::string, Entry>> maps;  ///< At each committed generation.
  std::map<std::string, std::string> values;
  std::set<std::string> documents, consumed;
  std::map<uint64_t, size_t> audit;  ///< Records by run; joins are the deployment's.
  uint64_t numbers = 0, drawn_generations = 0;

  const RunRow* unfinished() const {
    for (const auto& [id, run] : runs) {
      if (run.status == RunStatus::Open || run.status == RunStatus::Committed) return &run;
    }
    return nullptr;
  }
};

class StateModel : public StateConformance {
 protected:
  uint64_t pick(uint64_t below) { return random_() % below; }
  bool chance(uint64_t percent) { return pick(100) < percent; }
  std::string name(const char* prefix, uint64_t below) { return prefix + std::to_string(pick(below)); }

  /// One random change of both. An operation that the model knows to be refused must be refused.
  void change(StateWriter& w, Model& model, bool& refused) {
    switch (pick(9)) {
      case 0: return create_instance(w, model);
      case 1: return change_instance(w, model, refused);
      case 2: return change_run(w, model, refused);
      case 3: return change_intent(w, model);
      case 4: return commit_generation(w, model);
      case 5: return change_value(w, model);
      case 6: {
        const std::string bytes = name("document ", 20);
        ASSERT_TRUE(w.put_document(sha256(bytes), bytes));
        model.documents.insert(bytes);
        return;
      }
      case 7: {
        const std::string change_set = name("change set ", 20);
        ASSERT_EQ(w.consume(sha256(change_set)).value(), model.consumed.insert(change_set).second);
        return;
      }
      default: return append_audit(w, model);
    }
  }

  void create_instance(StateWriter& w, Model& model) {
    Instance row = sample_instance(w.next_instance_number().value(), name("app", 5));
    ASSERT_EQ(row.number, ++model.numbers);
    ASSERT_TRUE(w.put_instance(row));
    model.instances[row.number] = row;
  }

  void change_instance(StateWriter& w, Model& model, bool& refused) {
    if (model.instances.empty()) return;
    Instance row = model.instances.at(1 + pick(model.instances.size()));
    row.status = static_cast<InstanceStatus>(pick(8));
    row.results["n"] = pick(1000);
    if (chance(5)) {
      row.revision += chance(50) ? 1 : -1;
      ASSERT_EQ(w.put_instance(row).error().code, "E0610");
      refused = true;
      return;
    }
    ASSERT_TRUE(w.put_instance(row));
    ASSERT_EQ(row.revision, model.instances[row.number].revision + 1);
    model.instances[row.number] = row;
  }

  void change_run(StateWriter& w, Model& model, bool& refused) {
    if (const RunRow* open = model.unfinished()) {
      RunRow fresh = sample_run();
      if (chance(10)) {
        ASSERT_EQ(w.put_run(fresh).error().code, "E0611");
        refused = true;
        return;
      }
      RunRow run = *open;
      run.status = static_cast<RunStatus>(pick(5));
      ASSERT_TRUE(w.put_run(run));
      model.runs[run.id] = run;
      return;
    }
    RunRow run = sample_run();
    run.started_ms = static_cast<int64_t>(pick(1'000'000));
    ASSERT_TRUE(w.put_run(run));
    ASSERT_EQ(run.id, model.runs.size() + 1);
    model.runs[run.id] = run;
  }

  void change_intent(StateWriter& w, Model& model) {
    if (model.intents.empty() || chance(50)) {
      Intent intent = sample_intent(1 + pick(3), name("app", 5));
      ASSERT_TRUE(w.put_intent(intent));
      ASSERT_EQ(intent.id, model.intents.size() + 1);
      model.intents[intent.id] = intent;
      return;
    }
    Intent& intent = model.intents.at(1 + pick(model.intents.size()));
    intent.status = static_cast<IntentStatus>(pick(4));
    ASSERT_TRUE(w.put_intent(intent));
  }

  void commit_generation(StateWriter& w, Model& model) {
    const uint64_t number = w.next_generation().value();
    ASSERT_EQ(number, ++model.drawn_generations);
    Generation generation{number, 1, sha256(name("plan", 3)), !committed_ && chance(70), 7};
    ASSERT_TRUE(w.put_generation(generation));
    committed_ |= generation.committed;
    model.generations[number] = generation;
    if (!generation.committed) return;
    for (int i = 0; i < 5; ++i) {
      const std::string address = "app" + std::to_string(i);
      if (chance(50)) continue;
      Entry entry{address, std::nullopt, sha256("inputs"), generation.plan, number};
      if (chance(70)) entry.instance = pick(100);
      ASSERT_TRUE(w.put_entry(entry));
      if (entry.instance) {
        model.map[address] = entry;
      } else {
        model.map.erase(address);
      }
    }
    model.maps[number] = model.map;
  }

  void change_value(StateWriter& w, Model& model) {
    const std::string key = name("key", 6);
    if (chance(30)) {
      ASSERT_TRUE(w.remove_value(key));
      model.values.erase(key);
    } else {
      model.values[key] = name("value", 100);
      ASSERT_TRUE(w.put_value(key, model.values[key]));
    }
  }

  void append_audit(StateWriter& w, Model& model) {
    AuditRecord record;
    record.run = pick(4);
    record.event = name("event", 10);
    ASSERT_TRUE(w.append_audit(record));
    ++model.audit[record.run];
    if (record.run == 0 || chance(60)) return;
    ASSERT_TRUE(w.join_chain(record.run));
    ++model.audit[0];
  }

  void compare(StateReader& reader, const Model& model) {
    size_t live = 0;
    for (const auto& [number, row] : model.instances) {
      live += row.status != InstanceStatus::Retired;
      expect_same(reader.instance(number).value().value(), row);
    }
    const auto instances = reader.instances().value();
    ASSERT_EQ(instances.size(), live);
    for (size_t i = 1; i < instances.size(); ++i) {
      ASSERT_LT(std::tie(instances[i - 1].address, instances[i - 1].number),
                std::tie(instances[i].address, instances[i].number));
    }
    const auto runs = reader.runs().value();
    ASSERT_EQ(runs.size(), model.runs.size());
    for (const RunRow& run : runs) {
      ASSERT_EQ(run.status, model.runs.at(run.id).status);
      ASSERT_EQ(run.started_ms, model.runs.at(run.id).started_ms);
    }
    const auto unfinished = reader.unfinished_run().value();
    ASSERT_EQ(unfinished ? unfinished->id : 0, model.unfinished() ? model.unfinished()->id : 0);
    size_t open = 0;
    for (const auto& [id, intent] : model.intents) open += intent.status == IntentStatus::Open;
    ASSERT_EQ(reader.open_intents().value().size(), open);
    size_t intents = 0;
    for (uint64_t run = 1; run <= 3; ++run) intents += reader.intents(run).value().size();
    ASSERT_EQ(intents, model.intents.size());
    ASSERT_EQ(reader.generations().value().size(), model.generations.size());
    const auto head = reader.head().value();
    ASSERT_EQ(head ? head->number : 0, model.maps.empty() ? 0 : model.maps.rbegin()->first);
    for (uint64_t number = 1; number <= model.drawn_generations; ++number) {
      const auto below = model.maps.upper_bound(number);
      const auto expected = below == model.maps.begin() ? std::map<std::string, Entry>() : std::prev(below)->second;
      const auto found = reader.map_at(number).value();
      ASSERT_EQ(found.size(), expected.size()) << "generation " << number;
      for (const auto& [address, entry] : expected) {
        ASSERT_EQ(found.at(address).instance, entry.instance);
        ASSERT_EQ(found.at(address).generation, entry.generation);
        ASSERT_EQ(found.at(address).plan, entry.plan);
      }
    }
    for (int i = 0; i < 6; ++i) {
      const std::string key = "key" + std::to_string(i);
      const auto value = model.values.find(key);
      ASSERT_EQ(reader.value(key).value().value_or("none"), value == model.values.end() ? "none" : value->second);
    }
    for (int i = 0; i < 20; ++i) {
      const std::string bytes = "document " + std::to_string(i);
      ASSERT_EQ(reader.document(sha256(bytes)).value().has_value(), model.documents.contains(bytes));
    }
    std::map<uint64_t, size_t> audit;
    const auto records = reader.audit().value();
    for (const AuditRecord& record : records) ++audit[record.run];
    ASSERT_EQ(audit, model.audit);
    for (const auto& [run, count] : audit) ASSERT_EQ(reader.audit_of(run).value().size(), count);
    ASSERT_EQ(reader.audit_heads().value().size(), model.audit.size());
  }

  std::mt19937_64 random_;
  bool committed_ = false;  ///< A generation, in the transaction under way: there is one at most.
};

TEST_P(StateModel, AgreesWithAnySequenceOfTransactions) {
  constexpr uint64_t kSeed = 42;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  random_.seed(kSeed);
  Model model;
  std::vector<std::pair<std::unique_ptr<StateReader>, Model>> readers;
  for (int round = 0; round < 150; ++round) {
    Model next = model;
    bool refused = false;
    committed_ = false;
    const bool aborted = chance(20);
    const auto done = transact([&](StateWriter& w) -> Result<void> {
      for (uint64_t i = 0, changes = 1 + pick(5); i < changes && !HasFatalFailure(); ++i) change(w, next, refused);
      if (aborted) return fail(Error{"E0799", "no", {}, ""});
      return {};
    });
    if (HasFatalFailure()) return;
    // Refused by the rules of the rows, it is for the caller to go on or to stop; here the transaction goes on.
    ASSERT_EQ(done.has_value(), !aborted) << done.error().message << (refused ? " after a refusal" : "");
    if (done) model = std::move(next);

    if (chance(10)) readers.emplace_back(read(), model);
    if (chance(5)) {
      readers.clear();
      reopen();
    }
    if (chance(20)) compare(*read(), model);
    if (!readers.empty()) {
      auto& [reader, seen] = readers[pick(readers.size())];
      if (chance(10)) compare(*reader, seen);
    }
    if (HasFatalFailure()) return;
  }
  compare(*read(), model);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StateModel, testing::Values(kSqlite),
                         [](const auto& test) { return test.param.name; });

}  // namespace infra::runtime
