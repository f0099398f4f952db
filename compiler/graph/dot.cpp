#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/graph/nesting.h"
#include "compiler/graph/pictures.h"

namespace infra::graph {
namespace {

std::string_view edge_style(plan::EdgeKind kind) {
  switch (kind) {
    case plan::EdgeKind::Uses: return "solid";
    case plan::EdgeKind::Contains: return "bold";
    case plan::EdgeKind::Points: return "dashed";
    default: return "dotted";
  }
}

std::string_view node_shape(std::string_view lifecycle) {
  if (lifecycle == "persistent") return "cylinder";
  if (lifecycle == "pointer") return "cds";
  if (lifecycle == "attachment") return "component";
  if (lifecycle == "singleton") return "octagon";
  return "box";
}

/// A quoted id of the DOT language, where a backslash begins an escape as it does in JSON.
std::string dot_id(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

std::string to_dot(const Graph& graph) {
  std::string out =
      fmt::format("digraph {} {{\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n", dot_id(graph.deployment));
  Visitor visitor;
  visitor.open = [&](uint32_t group, const std::string& margin) {
    out +=
        fmt::format("{0}subgraph cluster_{1} {{\n{0}  label={2};\n", margin, group, dot_id(graph.groups[group].name));
  };
  visitor.node = [&](uint32_t index, const std::string& margin) {
    const Node& node = graph.nodes[index];
    std::string label = fmt::format("{}\n{} ({})", node.name, node.kind, node.lifecycle);
    out += fmt::format("{}{} [label={}, shape={}{}];\n", margin, dot_id(node.address), dot_id(label),
                       node_shape(node.lifecycle), node.lifecycle == kExisting ? ", style=dashed" : "");
  };
  visitor.close = [&](uint32_t, const std::string& margin) { out += margin + "}\n"; };
  walk(graph, visitor);
  for (const Edge& edge : graph.edges) {
    out += fmt::format("  {} -> {} [label={}, style={}];\n", dot_id(graph.nodes[edge.from].address),
                       dot_id(graph.nodes[edge.to].address), plan::edge_text(edge.kind), edge_style(edge.kind));
  }
  return out + "}\n";
}

}  // namespace infra::graph
