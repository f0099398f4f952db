#include "compiler/graph/graph.h"

#include <unordered_map>

#include "compiler/base/sanitize.h"
#include "compiler/value/print.h"

namespace infra::graph {
namespace {

/// Longer values help nobody in a picture.
constexpr size_t kLongestValue = 4'000;

std::string value_text(const plan::Plan& plan, types::TypeId type, value::ValueId value) {
  std::string text = value::print(*plan.types, *plan.values, type, value);
  if (text.size() > kLongestValue) {
    size_t end = kLongestValue;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    text += "…";
  }
  return sanitize(text);
}

class Maker {
 public:
  explicit Maker(const plan::Plan& plan) : plan_(plan) {}

  Graph make() {
    graph_.deployment = sanitize_line(plan_.deployment);
    graph_.groups.push_back({"", graph_.deployment, 0});
    for (const plan::Resource& resource : plan_.resources) {
      Node& node = add(resource.address, resource.kind, resource.inputs);
      node.is_protected = resource.with.protect.value_or(false);
    }
    for (const plan::Lookup& lookup : plan_.lookups) {
      add(lookup.address, lookup.kind, lookup.find).lifecycle = kExisting;
    }
    uint32_t from = 0;
    for (const plan::Resource& resource : plan_.resources) join(from++, resource.edges);
    for (const plan::Lookup& lookup : plan_.lookups) join(from++, lookup.edges);
    for (const plan::Output& output : plan_.outputs) {
      graph_.outputs.emplace_back(sanitize_line(output.name), value_text(plan_, output.type, output.value));
    }
    return std::move(graph_);
  }

 private:
  Node& add(const std::string& address, uint32_t kind_index, value::ValueId inputs) {
    const plan::Kind& kind = plan_.kinds[kind_index];
    by_address_.emplace(address, static_cast<uint32_t>(graph_.nodes.size()));
    Node node;
    node.address = sanitize_line(address);
    node.kind = sanitize_line(kind.name);
    node.lifecycle = plan::lifecycle_text(kind.lifecycle);
    node.provider = sanitize_line(kind.provider);
    auto parts = address_parts(address);
    node.name = sanitize_line(parts.back());
    for (size_t i = 0; i + 1 < parts.size(); ++i) node.group = group_of(node.group, parts[i]);
    for (size_t i = 0; i < plan_.values->size(inputs); ++i) {
      std::string_view name = plan_.values->field_name(inputs, i);
      types::TypeId type;
      for (const plan::KindField& field : kind.fields) {
        if (field.name == name) type = field.type;
      }
      node.inputs.emplace_back(sanitize_line(name), value_text(plan_, type, plan_.values->children(inputs)[i]));
    }
    graph_.nodes.push_back(std::move(node));
    return graph_.nodes.back();
  }

  void join(uint32_t from, const std::vector<plan::Edge>& edges) {
    for (const plan::Edge& edge : edges) {
      auto target = by_address_.find(edge.target);
      if (target != by_address_.end()) graph_.edges.push_back({from, target->second, edge.kind});
    }
  }

  uint32_t group_of(uint32_t parent, std::string_view name) {
    std::string clean = sanitize_line(name);
    std::string address = parent == 0 ? clean : graph_.groups[parent].address + "." + clean;
    auto [known, is_new] = groups_.try_emplace(address, static_cast<uint32_t>(graph_.groups.size()));
    if (is_new) graph_.groups.push_back({address, clean, parent});
    return known->second;
  }

  const plan::Plan& plan_;
  Graph graph_;
  std::unordered_map<std::string, uint32_t> by_address_, groups_;
};

}  // namespace

std::vector<std::string_view> address_parts(std::string_view address) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  bool quoted = false;
  for (size_t i = 0; i < address.size(); ++i) {
    char c = address[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      parts.push_back(address.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(address.substr(begin));
  return parts;
}

Graph graph_of(const plan::Plan& plan) { return Maker(plan).make(); }

}  // namespace infra::graph
