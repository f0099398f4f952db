#include <fmt/format.h>

#include "compiler/graph/nesting.h"
#include "compiler/graph/pictures.h"

namespace infra::graph {
namespace {

std::string_view arrow(plan::EdgeKind kind) {
  switch (kind) {
    case plan::EdgeKind::Uses: return "-->";
    case plan::EdgeKind::Contains: return "==>";
    default: return "-.->";
  }
}

/// Text in quotes: Mermaid knows entities, and no other way to write a quote or what looks like markup.
std::string label(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool plain = std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80 ||
                 std::string_view(" .,:/()[]-_+=").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("#{};", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace

std::string to_mermaid(const Graph& graph) {
  std::string out = "flowchart LR\n";
  Visitor visitor;
  visitor.open = [&](uint32_t group, const std::string& margin) {
    out += fmt::format("{}subgraph g{}[\"{}\"]\n", margin, group, label(graph.groups[group].name));
  };
  visitor.node = [&](uint32_t index, const std::string& margin) {
    const Node& node = graph.nodes[index];
    bool holds_data = node.lifecycle == "persistent";
    out += fmt::format("{}n{}{}\"{}<br/>{}\"{}:::{}\n", margin, index, holds_data ? "[(" : "[", label(node.name),
                       label(node.kind), holds_data ? ")]" : "]", node.lifecycle);
  };
  visitor.close = [&](uint32_t, const std::string& margin) { out += margin + "end\n"; };
  walk(graph, visitor);
  for (const Edge& edge : graph.edges) {
    std::string words = edge.kind == plan::EdgeKind::Uses ? "" : fmt::format("|{}|", plan::edge_text(edge.kind));
    out += fmt::format("  n{} {}{} n{}\n", edge.from, arrow(edge.kind), words, edge.to);
  }
  out += "  classDef immutable fill:#dbeafe,stroke:#2563eb,color:#0f172a\n";
  out += "  classDef persistent fill:#fef3c7,stroke:#b45309,color:#0f172a\n";
  out += "  classDef pointer fill:#d1fae5,stroke:#047857,color:#0f172a\n";
  out += "  classDef attachment fill:#ede9fe,stroke:#6d28d9,color:#0f172a\n";
  out += "  classDef singleton fill:#e2e8f0,stroke:#475569,color:#0f172a\n";
  out += "  classDef existing fill:#ffffff,stroke:#475569,color:#0f172a,stroke-dasharray:4\n";
  return out;
}

}  // namespace infra::graph
