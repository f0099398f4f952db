// Modules inside of modules, for formats that nest.
#pragma once

#include <functional>
#include <string>

#include "compiler/graph/graph.h"

namespace infra::graph {

/// What a writer does at the begin of a module, at each resource, and at the end of a module; `margin` is two spaces a
/// level.
struct Visitor {
  std::function<void(uint32_t group, const std::string& margin)> open;
  std::function<void(uint32_t node, const std::string& margin)> node;
  std::function<void(uint32_t group, const std::string& margin)> close;
};

/// Resources before inner modules, in the order of the graph; the deployment itself is not opened.
void walk(const Graph& graph, const Visitor& visitor);

}  // namespace infra::graph
