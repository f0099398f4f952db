#include "compiler/sema/evaluate/network.h"

#include <algorithm>

#include "compiler/sema/network_role.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

class GraphBuilder {
 public:
  GraphBuilder(Evaluation& e, InstanceId root, NetworkGraph& graph)
      : e_(e), root_(root), graph_(graph), roles_(e.program.kinds.size()) {}

  void run() {
    std::vector<uint32_t> own;
    for (uint32_t i = 0; i < e_.resources.size(); ++i) {
      if (root_of(e_, e_.resources[i].owner) == root_) own.push_back(i);
    }
    e_.steps += own.size();
    for (uint32_t id : own) add_places(id);
    for (uint32_t id : own) connect(id);
    // Rules last: they name all of it.
    for (uint32_t id : own) add_rules(id);
  }

 private:
  const Resource& declaration(uint32_t id) const {
    const ResourceInstance& instance = e_.resources[id];
    return e_.module_of(instance.owner).resources[instance.resource];
  }
  const KindInfo& kind_of(uint32_t id) const { return e_.program.kinds[declaration(id).kind]; }
  const NetworkRole& role_of(uint32_t id) {
    KindId kind = declaration(id).kind;
    if (!roles_[kind.index]) roles_[kind.index] = network_role(e_.types(), e_.program.kinds[kind]);
    return *roles_[kind.index];
  }

  /// An input, `none` where it is absent or derived; invalid after a failure that has been said.
  ValueId input(uint32_t id, uint32_t field) {
    ValueId value = input_value(e_, ResourceInstanceId(id), field);
    graph_.failed |= !value.valid();
    return value.valid() ? value : e_.values().none();
  }

  void add_places(uint32_t id) {
    const ResourceInstance& instance = e_.resources[id];
    const NetworkRole& role = role_of(id);
    graph_.is_partial |= instance.is_probe;
    if (role.span) {
      ValueId span = input(id, *role.span);
      reach::Zone zone;
      zone.name = instance.address;
      zone.unknown_span = e_.values().is_deferred_itself(span);
      if (!zone.unknown_span && span != e_.values().none()) {
        if (auto network = parse_network(e_.values().as_text(span))) zone.span = reach::block_of(*network);
      }
      value::ZoneSource source{instance.self, span, ValueId()};
      if (role.out) source.out = input(id, *role.out);
      zone.out = value::read_tri(e_.values(), source.out);
      graph_.zones.emplace(instance.self, static_cast<uint32_t>(graph_.model.zones.size()));
      graph_.model.zones.push_back(std::move(zone));
      graph_.source.zones.push_back(source);
      return;
    }
    reach::Thing thing;
    thing.name = instance.address;
    value::ThingSource source{instance.self, address_of(id, role)};
    if (source.address.valid() && e_.values().kind(source.address) == ValueKind::String) {
      if (auto address = parse_ip(e_.values().as_text(source.address))) thing.address = reach::block_of(*address);
    }
    graph_.things.emplace(instance.self, static_cast<uint32_t>(graph_.model.things.size()));
    graph_.model.things.push_back(std::move(thing));
    graph_.source.things.push_back(source);
  }

  /// Its address as a value; invalid when nothing tells it.
  ValueId address_of(uint32_t id, const NetworkRole& role) {
    ValueId address;
    if (role.address) address = input(id, *role.address);
    bool is_told = address.valid() && address != e_.values().none();
    if (!is_told && role.result_address) {
      address = result_of(e_, e_.resources[id].self, kind_of(id).results[*role.result_address].text);
    }
    return address == e_.values().none() ? ValueId() : address;
  }

  /// The networks that fields refer to; false when some may be unknown.
  bool networks(uint32_t id, const std::vector<uint32_t>& fields, std::vector<uint32_t>& out) {
    bool all_known = true;
    for (uint32_t field : fields) {
      std::vector<ValueId> pending = {input(id, field)};
      while (!pending.empty()) {
        ValueId next = pending.back();
        pending.pop_back();
        if (ValueId reference = reference_in(e_, next); reference.valid()) next = reference;
        if (auto zone = graph_.zones.find(next); zone != graph_.zones.end()) out.push_back(zone->second);
        if (e_.values().kind(next) == ValueKind::Reference) continue;
        all_known &= !e_.values().is_deferred_itself(next);
        if (e_.values().is_deferred_itself(next)) continue;
        auto parts = e_.values().children(next);
        pending.insert(pending.end(), parts.begin(), parts.end());
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return all_known;
  }

  void connect(uint32_t id) {
    const NetworkRole& role = role_of(id);
    reach::Model& model = graph_.model;
    std::vector<uint32_t> inside, ways;
    bool all_known = networks(id, role.contains, inside);
    bool ways_known = networks(id, role.reaches, ways);
    ValueId self = e_.resources[id].self;
    auto own = graph_.zones.find(self);
    bool is_place = own != graph_.zones.end();
    model.incomplete |= !ways_known || (!all_known && (is_place || role.rules || !role.reaches.empty()));
    if (is_place) {
      uint32_t zone = own->second;
      model.zones[zone].around = inside;
      model.zones[zone].ways.insert(model.zones[zone].ways.end(), ways.begin(), ways.end());
      for (uint32_t outer : inside) {
        model.zones[zone].ways.push_back(outer);
        model.zones[outer].ways.push_back(zone);
      }
      return;
    }
    reach::Thing& thing = model.things[graph_.things.at(self)];
    thing.unknown_zones = !all_known;
    thing.zones = inside;
    // What stands in one network and reaches another lets the first go on into the second.
    for (uint32_t from : inside) {
      model.zones[from].ways.insert(model.zones[from].ways.end(), ways.begin(), ways.end());
    }
  }

  void add_rules(uint32_t id) {
    const NetworkRole& role = role_of(id);
    if (!role.rules) return;
    ValueId rules = input(id, *role.rules);
    const ResourceInstance& instance = e_.resources[id];
    reach::Wall wall;
    wall.name = fmt::format("{}.{}", instance.address, kind_of(id).fields[*role.rules].text);
    bool is_good = value::read_rules(e_.values(), rules, graph_.finder(), wall);
    graph_.failed |= !is_good;
    e_.steps += wall.rules.size();
    auto index = static_cast<uint32_t>(graph_.model.walls.size());
    graph_.walls.emplace(instance.self, index);
    graph_.model.walls.push_back(std::move(wall));
    graph_.source.walls.push_back(rules);
    // A network may be a wall of what it lies in.
    auto own = graph_.zones.find(instance.self);
    const std::vector<uint32_t> guarded = own != graph_.zones.end()
                                              ? graph_.model.zones[own->second].around
                                              : graph_.model.things[graph_.things.at(instance.self)].zones;
    for (uint32_t zone : guarded) graph_.model.zones[zone].walls.push_back(index);
  }

  Evaluation& e_;
  InstanceId root_;
  NetworkGraph& graph_;
  std::vector<std::optional<NetworkRole>> roles_;
};

}  // namespace

value::PlaceFinder NetworkGraph::finder() const {
  return [this](ValueId reference, reach::Party& party) {
    if (auto zone = zones.find(reference); zone != zones.end()) party.zones.push_back(zone->second);
    if (auto thing = things.find(reference); thing != things.end()) party.things.push_back(thing->second);
  };
}

InstanceId root_of(const Evaluation& e, InstanceId instance) {
  while (e.instances[instance.index].parent.valid()) instance = e.instances[instance.index].parent;
  return instance;
}

const NetworkGraph& network_of(Evaluation& e, InstanceId root) {
  std::shared_ptr<NetworkGraph>& graph = e.networks[root];
  if (!graph) {
    graph = std::make_shared<NetworkGraph>();
    GraphBuilder(e, root, *graph).run();
  }
  return *graph;
}

std::vector<std::string> ways_asked(Evaluation& e) {
  constexpr size_t kShown = 4;
  std::vector<std::string> lines;
  for (size_t i = 0; i < e.asked.size() && i < kShown; ++i) {
    const AskedQuestion& asked = e.asked[i];
    std::string question;
    if (e.asked.size() > 1) question = fmt::format("`{}`: ", one_line(e.sources.text(asked.span)));
    for (const std::string& line : reach::explain(network_of(e, asked.root).model, asked.question, asked.answer)) {
      lines.push_back(question + line);
    }
  }
  if (e.asked.size() > kShown) lines.push_back(fmt::format("and {} questions more", e.asked.size() - kShown));
  return lines;
}

}  // namespace infra::sema
