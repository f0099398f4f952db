#include <set>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/base/xml.h"
#include "compiler/graph/layout.h"
#include "compiler/graph/pictures.h"
#include "compiler/graph/svg.h"
#include "infra/text/page_script.h"
#include "infra/text/page_style.h"
#include "infra/text/picture_style.h"

namespace infra::graph {
namespace {

Json pairs(const std::vector<std::pair<std::string, std::string>>& list) {
  Json out = Json::array();
  for (const auto& [name, value] : list) out.push_back({name, value});
  return out;
}

/// What the page knows of each resource. `<` is escaped, so that no text can end the element that holds it.
std::string data(const Graph& graph, const Layout& layout) {
  Json nodes = Json::array(), edges = Json::array();
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    const Box& box = layout.nodes[i];
    nodes.push_back({{"address", node.address},
                     {"kind", node.kind},
                     {"lifecycle", node.lifecycle},
                     {"provider", node.provider},
                     {"protect", node.is_protected},
                     {"inputs", pairs(node.inputs)},
                     {"at", {std::round(box.x + box.width / 2), std::round(box.y + box.height / 2)}}});
  }
  for (const Edge& edge : graph.edges) edges.push_back({edge.from, edge.to, plan::edge_text(edge.kind)});
  Json whole = {
      {"deployment", graph.deployment}, {"nodes", nodes}, {"edges", edges}, {"outputs", pairs(graph.outputs)}};
  std::string out;
  for (char c : whole.dump()) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string legend(const Graph& graph) {
  std::set<std::string> lifecycles, kinds;
  for (const Node& node : graph.nodes) lifecycles.insert(node.lifecycle);
  for (const Edge& edge : graph.edges) kinds.insert(std::string(plan::edge_text(edge.kind)));
  std::string out = "<div class=\"legend\">";
  for (const std::string& lifecycle : lifecycles) {
    out += fmt::format(
        "<label><input type=\"checkbox\" checked value=\"{0}\"><i class=\"{0}\"></i><span>{0}</span></label>",
        lifecycle);
  }
  for (const std::string& kind : kinds) {
    out += fmt::format(
        "<label><input type=\"checkbox\" checked value=\"{0}\"><svg viewBox=\"0 0 30 8\"><path class=\"edge {0}\" "
        "d=\"M0 4H30\"/></svg>"
        "<span>{0}</span></label>",
        kind);
  }
  return out + "</div>";
}

}  // namespace

std::string to_html(const Graph& graph) {
  std::string title = escape_xml(graph.deployment);
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  // Nothing is loaded from anywhere, and nothing can be.
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'\">\n";
  out += fmt::format("<title>{}: resources</title>\n<style>\n{}{}</style>\n</head>\n<body class=\"infra\">\n", title,
                     text::picture_style, text::page_style);
  out += fmt::format("<header><h1>{}<small>{}, {}</small></h1>", title, count_noun(graph.nodes.size(), "resource"),
                     count_noun(graph.edges.size(), "edge"));
  out +=
      "<input id=\"search\" type=\"search\" placeholder=\"Search addresses, kinds, inputs\" aria-label=\"search\" "
      "autocomplete=\"off\">";
  out += legend(graph) + "</header>\n<main>\n" + picture(graph, false);
  out +=
      "<div id=\"tools\"><button id=\"farther\" title=\"zoom out\">−</button><button id=\"fit\" title=\"show "
      "all\">⤢</button><button id=\"nearer\" title=\"zoom in\">+</button></div>\n</main>\n";
  out += "<aside id=\"side\" aria-live=\"polite\"></aside>\n";
  out += fmt::format("<script type=\"application/json\" id=\"graph\">{}</script>\n", data(graph, lay_out(graph)));
  out += fmt::format("<script>\n{}</script>\n</body>\n</html>\n", text::page_script);
  return out;
}

}  // namespace infra::graph
