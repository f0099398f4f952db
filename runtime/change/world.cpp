#include "runtime/change/world.h"

namespace infra::runtime {

const Instance* World::current(const std::string& address) const {
  const auto entry = map.find(address);
  if (entry == map.end() || !entry->second.instance) return nullptr;
  const auto row = rows.find(*entry->second.instance);
  return row == rows.end() ? nullptr : &row->second;
}

std::map<std::string, std::pair<Json, Json>> differing_attributes(const Json& baseline, const Json& attributes) {
  std::map<std::string, std::pair<Json, Json>> differing;
  const auto member = [](const Json& object, const std::string& name) {
    if (!object.is_object()) return Json(nullptr);
    const auto found = object.find(name);
    return found == object.end() ? Json(nullptr) : *found;
  };
  for (const Json* side : {&baseline, &attributes})
    if (side->is_object())
      for (auto item = side->begin(); item != side->end(); ++item)
        if (member(baseline, item.key()) != member(attributes, item.key()))
          differing[item.key()] = {member(baseline, item.key()), member(attributes, item.key())};
  if (!baseline.is_object() && !attributes.is_object() && baseline != attributes)
    differing[""] = {baseline, attributes};
  return differing;
}

std::string found_text(const World& world, const Instance& row) {
  const auto found = world.observed.find(row.number);
  if (found == world.observed.end()) return "";
  const Observed& observed = found->second;
  if (observed.presence == Presence::Gone) return "gone";
  const bool foreign =
      observed.stamp && (observed.stamp->lineage != world.lineage || observed.stamp->instance != row.number);
  if (foreign || !differing_attributes(row.baseline, observed.attributes).empty()) return "changed";
  return observed.presence == Presence::Stopped ? "stopped" : "running";
}

}  // namespace infra::runtime
