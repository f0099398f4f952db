#include "runtime/host/records.h"

#include <algorithm>
#include <array>

#include "compiler/base/digest.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

constexpr int kRecordFormat = 1;
constexpr size_t kAnswersKept = 4;
constexpr std::array<const char*, 4> kPhases = {"creating", "ready", "updating", "destroying"};

Json to_json(const Record& record) {
  Json answers = Json::array();
  for (const Answered& one : record.answers) answers.push_back({{"token", one.token}, {"answer", one.answer}});
  return {{"format", kRecordFormat},
          {"id", record.id},
          {"kind", record.kind},
          {"provider", record.provider},
          {"stamp", runtime::to_json(record.stamp)},
          {"phase", kPhases[static_cast<size_t>(record.phase)]},
          {"token", record.token},
          {"inputs", record.inputs},
          {"facts", record.facts},
          {"results", record.results},
          {"baseline", record.baseline},
          {"answers", answers}};
}

Result<Record> record_from_json(const std::string& file, const std::string& text) {
  auto damaged = [&](std::string_view why) { return fail(diag::error(diag::HostRecordDamaged, file, why)); };
  auto json = parse_json(text);
  if (!json) return damaged(json.error().message);
  if (!json->is_object() || json->value("format", 0) != kRecordFormat) return damaged("it is not a record of format 1");
  Record record;
  try {  // The library's accessors throw; nothing leaves here.
    json->at("id").get_to(record.id);
    json->at("kind").get_to(record.kind);
    json->at("provider").get_to(record.provider);
    json->at("token").get_to(record.token);
    auto phase = std::find(kPhases.begin(), kPhases.end(), json->at("phase").get<std::string>());
    if (phase == kPhases.end()) return damaged("its phase is unknown");
    record.phase = static_cast<RecordPhase>(phase - kPhases.begin());
    record.inputs = json->at("inputs");
    record.facts = json->at("facts");
    record.results = json->at("results");
    record.baseline = json->at("baseline");
    for (const Json& one : json->at("answers")) record.answers.push_back({one.at("token"), one.at("answer")});
    auto stamp = stamp_from_json(json->at("stamp"));
    if (!stamp) return damaged(stamp.error().message);
    record.stamp = *stamp;
  } catch (const Json::exception& problem) {
    return damaged(problem.what());
  }
  return record;
}

}  // namespace

const Json* Record::answer_to(const std::string& wanted) const {
  for (const Answered& one : answers) {
    if (!wanted.empty() && one.token == wanted) return &one.answer;
  }
  return nullptr;
}

void Record::remember(const std::string& answered, Json answer) {
  if (answered.empty()) return;
  answers.push_back({answered, std::move(answer)});
  if (answers.size() > kAnswersKept) answers.erase(answers.begin());
}

std::string instance_id(const Stamp& stamp) {
  return stamp.physical_name() + "." + sha256(stamp.lineage).hex().substr(0, 8);
}

Result<std::unique_ptr<Records>> Records::load(System& system, const HostRoot& root) {
  std::unique_ptr<Records> records(new Records(system, root));
  INFRA_ASSIGN(auto names, system.disk.list(root.records()));
  for (const std::string& name : names) {
    if (!name.ends_with(".json")) continue;  // A temporary of a write that was cut off.
    std::string file = root.records() + "/" + name;
    INFRA_ASSIGN(std::string text, system.disk.read(file));
    INFRA_ASSIGN(Record record, record_from_json(file, text));
    records->records_.emplace(record.id, std::move(record));
  }
  return records;
}

std::optional<Record> Records::get(const std::string& id) const {
  std::lock_guard lock(mutex_);
  auto found = records_.find(id);
  return found == records_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Record> Records::all() const {
  return where([](const Record&) { return true; });
}

std::vector<Record> Records::where(const std::function<bool(const Record&)>& wanted) const {
  std::lock_guard lock(mutex_);
  std::vector<Record> list;
  for (const auto& [id, record] : records_)
    if (wanted(record)) list.push_back(record);
  return list;
}

Result<void> Records::put(const Record& record) {
  // Outside the lock: instances are written in parallel, and one instance by one call at a time.
  INFRA_TRY(
      system_.disk.write_atomic(file_of(record.id), canonical_json(to_json(record)), {.mode = 0600, .durable = true}));
  std::lock_guard lock(mutex_);
  records_.insert_or_assign(record.id, record);
  return {};
}

Result<void> Records::remove(const std::string& id) {
  INFRA_TRY(system_.disk.remove(file_of(id)));
  std::lock_guard lock(mutex_);
  records_.erase(id);
  return {};
}

}  // namespace infra::runtime
