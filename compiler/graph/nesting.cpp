#include "compiler/graph/nesting.h"

namespace infra::graph {

void walk(const Graph& graph, const Visitor& visitor) {
  std::vector<std::vector<uint32_t>> children(graph.groups.size()), nodes(graph.groups.size());
  for (uint32_t g = 1; g < graph.groups.size(); ++g) children[graph.groups[g].parent].push_back(g);
  for (uint32_t i = 0; i < graph.nodes.size(); ++i) nodes[graph.nodes[i].group].push_back(i);

  struct Step {
    uint32_t group;
    bool is_end;
    size_t depth;
  };
  std::vector<Step> steps = {{0, false, 0}};
  while (!steps.empty()) {
    Step step = steps.back();
    steps.pop_back();
    std::string margin(step.depth * 2, ' ');
    if (step.is_end) {
      visitor.close(step.group, margin);
      continue;
    }
    if (step.group > 0) {
      visitor.open(step.group, margin);
      steps.push_back({step.group, true, step.depth});
    }
    for (uint32_t node : nodes[step.group]) visitor.node(node, margin + "  ");
    for (auto child = children[step.group].rbegin(); child != children[step.group].rend(); ++child) {
      steps.push_back({*child, false, step.depth + 1});
    }
  }
}

}  // namespace infra::graph
