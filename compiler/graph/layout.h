// Where everything stands in a picture: layers from left to right, what needs something left of what it needs, each
// module in a box of its own. After Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system
// structures" (1981), applied to each module by itself, inner ones first.
#pragma once

#include <vector>

#include "compiler/graph/graph.h"

namespace infra::graph {

struct Point {
  double x = 0, y = 0;
};

/// In pixels, from the upper left corner of the picture.
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

struct Layout {
  std::vector<Box> nodes;                  ///< By node.
  std::vector<Box> groups;                 ///< By group; the first one is the whole picture.
  std::vector<std::vector<Point>> routes;  ///< By edge: from the side of one node to the side of the other.
};

/// How wide `text` is drawn in the picture's font at `size` pixels: an estimate that is rather too large.
double text_width(std::string_view text, double size);

Layout lay_out(const Graph& graph);

}  // namespace infra::graph
