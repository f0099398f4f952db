// The formats of a picture: one file each, one line in the table of pictures.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/graph/graph.h"

namespace infra::graph {

/// Graphviz. https://graphviz.org/doc/info/lang.html
std::string to_dot(const Graph& graph);
/// A flowchart, as READMEs of code hosts show it. https://mermaid.js.org/syntax/flowchart.html
std::string to_mermaid(const Graph& graph);
/// A picture that stands alone, in light and dark.
std::string to_svg(const Graph& graph);
/// One page with the picture, search, and the details of each resource; it loads nothing.
std::string to_html(const Graph& graph);

struct Format {
  std::string_view name;    ///< `svg`
  std::string_view suffix;  ///< Of files: `.svg`
  std::string (*write)(const Graph& graph);
};

const std::vector<Format>& formats();
/// By name, or by the suffix of a file; null when there is none.
const Format* format_named(std::string_view name);
const Format* format_of_file(std::string_view file);

}  // namespace infra::graph
