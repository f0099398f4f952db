// Drift: what was recorded and what is found, against the baseline of the last apply. Rows, not the map: kept data is
// watched too.
#include "runtime/exec/inspect.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

DriftItem item_for(const World& world, const Instance& row, const Observed& observed) {
  DriftItem item;
  item.address = row.address;
  item.instance = row.number;
  item.note = observed.note;
  item.expected = Json::object();
  item.found = Json::object();
  const std::string found = found_text(world, row);
  if (found == "running") return item;  // Nothing to tell.
  item.what = found;
  if (found != "changed") return item;
  const auto differing = differing_attributes(row.baseline, observed.attributes);
  for (const auto& [name, sides] : differing) {
    item.expected[name] = sides.first;
    item.found[name] = sides.second;
  }
  if (differing.empty()) {
    item.what = "foreign stamp";
    item.expected["instance"] = row.number;
    item.found["instance"] = observed.stamp->instance;
    item.found["lineage"] = observed.stamp->lineage;
  }
  return item;
}

}  // namespace

Result<DriftReport> find_drift(Session& session) {
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(World world, read_world(session, *reader));
  INFRA_ASSIGN(const auto moved, show_committed(world, *reader));
  std::vector<uint64_t> watched;
  for (const auto& [number, row] : world.rows) {
    const bool stands = row.status == InstanceStatus::Current || row.status == InstanceStatus::Kept;
    if (stands && !moved.contains(number)) watched.push_back(number);
  }
  INFRA_TRY(observe(session, world, watched));
  DriftReport report;
  report.checked = watched.size();
  for (uint64_t number : watched) {
    DriftItem item = item_for(world, world.rows.at(number), world.observed.at(number));
    if (item.what.empty()) continue;
    item.note = session.redactor.redact(std::string_view(item.note));
    item.expected = session.redactor.redact(item.expected);
    item.found = session.redactor.redact(item.found);
    report.items.push_back(std::move(item));
  }
  return report;
}

}  // namespace infra::runtime
