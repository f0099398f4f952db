#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/base/xml.h"
#include "compiler/graph/layout.h"
#include "compiler/graph/pictures.h"
#include "compiler/graph/svg.h"
#include "infra/text/picture_style.h"

namespace infra::graph {
namespace {

std::string number(double value) { return fmt::format("{:.1f}", value); }

/// `text` as far as it fits, with `…` where it was cut.
std::string fitted(std::string_view text, double width, double size) {
  if (text_width(text, size) <= width) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t next = at;
    decode_utf8(text, next);
    if (text_width(out + "…", size) + size * 0.6 > width) break;
    out += text.substr(at, next - at);
    at = next;
  }
  return out + "…";
}

/// From point to point, leaving and arriving level.
std::string path(const std::vector<Point>& route) {
  std::string out = fmt::format("M{} {}", number(route[0].x), number(route[0].y));
  for (size_t i = 1; i < route.size(); ++i) {
    const Point &a = route[i - 1], &b = route[i];
    double bend = std::max(std::abs(b.x - a.x) / 2, 18.0) * (b.x >= a.x ? 1 : -1);
    out += fmt::format("C{} {} {} {} {} {}", number(a.x + bend), number(a.y), number(b.x - bend), number(b.y),
                       number(b.x), number(b.y));
  }
  return out;
}

void write_markers(std::string& out) {
  out += "<defs>";
  for (plan::EdgeKind kind : {plan::EdgeKind::Uses, plan::EdgeKind::Contains, plan::EdgeKind::Points,
                              plan::EdgeKind::Reaches, plan::EdgeKind::After}) {
    out += fmt::format(
        "<marker id=\"to-{0}\" class=\"{0}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" "
        "markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 0.5L8 4L0 "
        "7.5z\"/></marker>",
        plan::edge_text(kind));
  }
  out += "</defs>\n";
}

void write_group(std::string& out, const Group& group, const Box& box) {
  out += fmt::format(
      "<g class=\"group\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\"/><text x=\"{}\" "
      "y=\"{}\">{}</text></g>\n",
      number(box.x), number(box.y), number(box.width), number(box.height), number(box.x + 14), number(box.y + 21),
      escape_xml(fitted(group.name, box.width - 28, 12)));
}

void write_node(std::string& out, uint32_t index, const Node& node, const Box& box) {
  out += fmt::format(
      "<g class=\"node {0}\" data-node=\"{1}\" tabindex=\"0\" transform=\"translate({2} {3})\"><title>{4}: {5} "
      "({0})</title>"
      "<rect class=\"body\" width=\"{6}\" height=\"{7}\" rx=\"7\"/><path class=\"bar\" d=\"M7 0h-1a6 6 0 0 0-6 6v{8}a6 "
      "6 0 0 0 6 6h1z\"/>"
      "<text class=\"name\" x=\"18\" y=\"20\">{9}</text><text class=\"kind\" x=\"18\" y=\"36\">{10}</text></g>\n",
      node.lifecycle, index, number(box.x), number(box.y), escape_xml(node.address), escape_xml(node.kind),
      number(box.width), number(box.height), number(box.height - 12), escape_xml(fitted(node.name, box.width - 28, 13)),
      escape_xml(fitted(node.kind, box.width - 28, 11)));
}

}  // namespace

std::string picture(const Graph& graph, bool stands_alone) {
  Layout layout = lay_out(graph);
  const Box& whole = layout.groups[0];
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"picture\" class=\"infra\" viewBox=\"0 0 {0} {1}\"{2} "
      "role=\"img\" "
      "aria-label=\"{3}\">\n",
      number(whole.width), number(whole.height),
      stands_alone ? fmt::format(" width=\"{}\" height=\"{}\"", number(whole.width), number(whole.height)) : "",
      escape_xml(fmt::format("the resources of {}", graph.deployment)));
  if (stands_alone) out += fmt::format("<style>{}</style>\n", text::picture_style);
  write_markers(out);
  if (stands_alone) out += "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
  out += "<g id=\"world\">\n";
  for (uint32_t g = 1; g < graph.groups.size(); ++g) write_group(out, graph.groups[g], layout.groups[g]);
  for (uint32_t e = 0; e < graph.edges.size(); ++e) {
    out += fmt::format("<path class=\"edge {0}\" data-edge=\"{1}\" marker-end=\"url(#to-{0})\" d=\"{2}\"/>\n",
                       plan::edge_text(graph.edges[e].kind), e, path(layout.routes[e]));
  }
  for (uint32_t i = 0; i < graph.nodes.size(); ++i) write_node(out, i, graph.nodes[i], layout.nodes[i]);
  return out + "</g>\n</svg>\n";
}

std::string to_svg(const Graph& graph) { return picture(graph, true); }

}  // namespace infra::graph
