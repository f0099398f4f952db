#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/plan/text.h"

namespace infra::plan {
namespace {

std::string_view edge_style(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::Uses: return "solid";
    case EdgeKind::Contains: return "bold";
    case EdgeKind::Points: return "dashed";
    default: return "dotted";
  }
}

std::string_view node_shape(Lifecycle lifecycle) {
  switch (lifecycle) {
    case Lifecycle::Immutable: return "box";
    case Lifecycle::Persistent: return "cylinder";
    case Lifecycle::Pointer: return "cds";
    case Lifecycle::Attachment: return "component";
    case Lifecycle::Singleton: return "octagon";
  }
  return "box";
}

/// A quoted id of the DOT language, where a backslash begins an escape as it does in JSON.
std::string dot_id(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

std::string to_dot(const Plan& plan) {
  std::string out =
      fmt::format("digraph {} {{\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n", dot_id(plan.deployment));
  for (const Resource& resource : plan.resources) {
    const Kind& kind = plan.kind_of(resource);
    std::string label = fmt::format("{}\n{} ({})", resource.address, kind.name, lifecycle_text(kind.lifecycle));
    out += fmt::format("  {} [label={}, shape={}];\n", dot_id(resource.address), dot_id(label),
                       node_shape(kind.lifecycle));
  }
  for (const Lookup& lookup : plan.lookups) {
    std::string label = fmt::format("{}\n{} (existing)", lookup.address, plan.kinds[lookup.kind].name);
    out += fmt::format("  {} [label={}, shape=box, style=dashed];\n", dot_id(lookup.address), dot_id(label));
  }
  auto draw = [&](const std::string& from, const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      out += fmt::format("  {} -> {} [label={}, style={}];\n", dot_id(from), dot_id(edge.target), edge_text(edge.kind),
                         edge_style(edge.kind));
    }
  };
  for (const Resource& resource : plan.resources) draw(resource.address, resource.edges);
  for (const Lookup& lookup : plan.lookups) draw(lookup.address, lookup.edges);
  return out + "}\n";
}

}  // namespace infra::plan
