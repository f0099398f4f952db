#include "test/cloud/plans.h"

#include <algorithm>

namespace infra::test {

using plan::EdgeKind;
using plan::KindField;
using plan::Lifecycle;
using types::TypeKind;
using value::ValueId;
using value::ValueKind;

namespace {

std::vector<plan::Kind> all_kinds(types::TypeStore& types) {
  const auto scalar = [](TypeKind kind) { return types::TypeStore::scalar(kind); };
  const types::TypeId text = scalar(TypeKind::String), whole = scalar(TypeKind::Int);
  const types::TypeId endpoint =
      types.record("fake.Endpoint", {{"host", text, false}, {"port", scalar(TypeKind::Port), false}});
  const types::TypeId disk = types.resource("fake.Disk");
  const types::TypeId thing = types.resource("fake.Thing");
  const auto optional = [&](types::TypeId type) { return types.optional(type); };

  const std::vector<KindField> thing_fields = {{"disk", optional(disk), EdgeKind::Uses, false},
                                               {"port", optional(scalar(TypeKind::Port)), EdgeKind::Uses, true},
                                               {"secret", optional(types.secret(text)), EdgeKind::Uses, false},
                                               {"text", text, EdgeKind::Uses, false},
                                               {"within", optional(thing), EdgeKind::Contains, false}};
  const std::vector<KindField> thing_results = {{"endpoint", endpoint, EdgeKind::Uses, false},
                                                {"name", text, EdgeKind::Uses, false}};
  std::vector<plan::Kind> kinds;
  for (const char* name : {"fake.Blind", "fake.Named", "fake.Thing", "fake.Token"})
    kinds.push_back({name, Lifecycle::Immutable, "fake", 1, thing_fields, thing_results});
  kinds.push_back({"fake.Disk",
                   Lifecycle::Persistent,
                   "fake",
                   1,
                   {{"label", optional(types.secret(text)), EdgeKind::Uses, false},
                    {"on", optional(thing), EdgeKind::Uses, false},
                    {"size", whole, EdgeKind::Uses, false}},
                   {{"path", text, EdgeKind::Uses, false}}});
  kinds.push_back({"fake.Pointer",
                   Lifecycle::Pointer,
                   "fake",
                   1,
                   {{"name", text, EdgeKind::Uses, false},
                    {"secret", optional(types.secret(text)), EdgeKind::Uses, false},
                    {"targets", types.list(text), EdgeKind::Points, false}},
                   {{"url", text, EdgeKind::Uses, false}}});
  std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return kinds;
}

}  // namespace

PlanBuilder::PlanBuilder(std::string deployment) {
  plan_.deployment = std::move(deployment);
  plan_.kinds = all_kinds(*plan_.types);
}

void PlanBuilder::add_edges(plan::Resource& resource, const KindField& field, ValueId value) {
  const auto kind = values().kind(value);
  if (kind == ValueKind::Reference) {
    resource.edges.push_back({field.edge, std::string(values().as_text(value))});
    return;
  }
  if (kind == ValueKind::String || kind == ValueKind::Int || kind == ValueKind::Secret) return;
  for (size_t i = 0; i < values().children(value).size(); ++i) add_edges(resource, field, values().children(value)[i]);
}

PlanBuilder& PlanBuilder::add(std::string address, std::string_view kind, std::vector<Input> inputs, plan::With with) {
  plan::Resource resource;
  resource.address = std::move(address);
  const std::string name = "fake." + std::string(kind);
  resource.kind = static_cast<uint32_t>(
      std::find_if(plan_.kinds.begin(), plan_.kinds.end(), [&](const auto& k) { return k.name == name; }) -
      plan_.kinds.begin());
  std::vector<std::string_view> names;
  std::vector<ValueId> given;
  for (const auto& [field, value] : inputs) {
    names.push_back(field);
    given.push_back(value);
    for (const KindField& declared : plan_.kinds[resource.kind].fields)
      if (declared.name == field) add_edges(resource, declared, value);
  }
  resource.inputs = values().record(names, given);
  resource.with = with;
  plan_.resources.push_back(std::move(resource));
  return *this;
}

PlanBuilder& PlanBuilder::after(const std::string& address, const std::string& target) {
  for (plan::Resource& resource : plan_.resources)
    if (resource.address == address) resource.edges.push_back({EdgeKind::After, target});
  return *this;
}

PlanBuilder& PlanBuilder::output(std::string name, types::TypeId type, ValueId value) {
  plan_.outputs.push_back({std::move(name), type, value});
  return *this;
}

PlanBuilder& PlanBuilder::check(std::string address, ValueId condition, std::string_view message) {
  plan_.checks.push_back({std::move(address), condition, values().string(message)});
  return *this;
}

plan::Plan PlanBuilder::build() {
  plan::Plan plan = plan_;
  std::vector<bool> used(plan.kinds.size());
  for (plan::Resource& resource : plan.resources) {
    std::sort(resource.edges.begin(), resource.edges.end());
    resource.edges.erase(std::unique(resource.edges.begin(), resource.edges.end()), resource.edges.end());
    used[resource.kind] = true;
    for (const plan::Edge& edge : resource.edges)
      for (const plan::Resource& target : plan.resources)
        if (target.address == edge.target) used[target.kind] = true;
  }
  std::vector<uint32_t> moved(plan.kinds.size());
  std::vector<plan::Kind> kinds;
  for (size_t i = 0; i < used.size(); ++i) {
    moved[i] = static_cast<uint32_t>(kinds.size());
    if (used[i]) kinds.push_back(plan.kinds[i]);
  }
  for (plan::Resource& resource : plan.resources) resource.kind = moved[resource.kind];
  plan.kinds = std::move(kinds);
  std::sort(plan.resources.begin(), plan.resources.end(),
            [](const auto& a, const auto& b) { return plan::address_less(a.address, b.address); });
  std::sort(plan.outputs.begin(), plan.outputs.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return plan;
}

}  // namespace infra::test
