// One connected part of a picture in layers: boxes of any size, and which is to stand left of which.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/graph/layout.h"

namespace infra::graph {

struct Link {
  uint32_t from, to;  ///< Indices of boxes; different ones.
};

struct Layered {
  double width = 0, height = 0;
  std::vector<Point> places;                  ///< Of the upper left corner of each box.
  std::vector<std::vector<Point>> waypoints;  ///< By link: what its line passes between the layers, if anything.
};

/// `sizes` in pixels (x and y of the boxes do not matter). Links may form cycles and repeat.
Layered layer(const std::vector<Box>& sizes, const std::vector<Link>& links);

}  // namespace infra::graph
