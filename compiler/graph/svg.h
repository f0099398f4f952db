// The picture itself, for a file of its own and for the page.
#pragma once

#include <string>

#include "compiler/graph/graph.h"

namespace infra::graph {

/// An `svg` element. When it stands alone it brings its style and size; within the page it takes both from there.
std::string picture(const Graph& graph, bool stands_alone);

}  // namespace infra::graph
