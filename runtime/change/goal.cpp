#include "runtime/change/goal.h"

#include <algorithm>
#include <array>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {

constexpr std::array<std::string_view, 4> kVerbs = {"apply", "rollback", "destroy", "repair"};

/// The addresses of a goal as a graph of indices.
struct Graph {
  std::vector<const Wanted*> nodes;
  std::vector<std::vector<size_t>> needs;   ///< All edges but points.
  std::vector<std::vector<size_t>> points;  ///< Of pointers.
};

Result<Graph> graph_of(const Goal& goal, std::vector<std::string>& addresses) {
  for (const auto& [address, wanted] : goal.resources) addresses.push_back(address);
  std::sort(addresses.begin(), addresses.end(), plan::address_less);
  std::map<std::string, size_t> index;
  for (size_t i = 0; i < addresses.size(); ++i) index[addresses[i]] = i;
  Graph graph;
  for (const std::string& address : addresses) {
    const Wanted& wanted = goal.resources.at(address);
    graph.nodes.push_back(&wanted);
    graph.needs.emplace_back();
    graph.points.emplace_back();
    for (const plan::Edge& edge : wanted.resource->edges) {
      const auto target = index.find(edge.target);
      if (target == index.end())
        return fail(
            diag::error(diag::RollbackImpossible, goal.target,
                        fmt::format("`{}` needs `{}`, which that generation does not have", address, edge.target)));
      const bool is_pointer = wanted.kind().lifecycle == plan::Lifecycle::Pointer;
      auto& list = edge.kind == plan::EdgeKind::Points && is_pointer ? graph.points.back() : graph.needs.back();
      if (std::find(list.begin(), list.end(), target->second) == list.end()) list.push_back(target->second);
    }
  }
  return graph;
}

/// Depth first over `needs`, with an explicit stack: nodes after what they need, and the address where a cycle closes.
std::vector<size_t> in_order(const std::vector<std::vector<size_t>>& needs, std::optional<size_t>& cycle_at) {
  enum class Mark : uint8_t { New, Open, Placed };
  std::vector<Mark> marks(needs.size(), Mark::New);
  std::vector<size_t> order;
  std::vector<std::pair<size_t, size_t>> path;
  for (size_t start = 0; start < needs.size(); ++start) {
    if (marks[start] != Mark::New) continue;
    path.emplace_back(start, 0);
    marks[start] = Mark::Open;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == needs[node].size()) {
        marks[node] = Mark::Placed;
        order.push_back(node);
        path.pop_back();
        continue;
      }
      const size_t target = needs[node][next++];
      if (marks[target] == Mark::Open) cycle_at = target;
      if (marks[target] != Mark::New) continue;
      marks[target] = Mark::Open;
      path.emplace_back(target, 0);
    }
  }
  return order;
}

bool reaches(const std::vector<std::vector<size_t>>& needs, size_t from, size_t to) {
  std::vector<bool> seen(needs.size());
  std::vector<size_t> left{from};
  while (!left.empty()) {
    const size_t node = left.back();
    left.pop_back();
    if (node == to) return true;
    if (seen[node]) continue;
    seen[node] = true;
    left.insert(left.end(), needs[node].begin(), needs[node].end());
  }
  return false;
}

}  // namespace

std::string_view verb_text(Verb verb) { return kVerbs[static_cast<size_t>(verb)]; }

std::optional<Verb> verb_from_text(std::string_view text) {
  const auto found = std::find(kVerbs.begin(), kVerbs.end(), text);
  if (found == kVerbs.end()) return std::nullopt;
  return static_cast<Verb>(found - kVerbs.begin());
}

Result<std::vector<Placed>> order_goal(const Goal& goal) {
  std::vector<std::string> addresses;
  INFRA_ASSIGN(Graph graph, graph_of(goal, addresses));
  // A points edge orders too, unless the target needs the pointer: then the pointer is filled later.
  std::vector<bool> filled_later(addresses.size(), false);
  for (size_t node = 0; node < addresses.size(); ++node)
    for (size_t target : graph.points[node]) {
      if (reaches(graph.needs, target, node)) {
        filled_later[node] = true;
      } else if (std::find(graph.needs[node].begin(), graph.needs[node].end(), target) == graph.needs[node].end()) {
        graph.needs[node].push_back(target);
      }
    }
  std::optional<size_t> cycle_at;
  const std::vector<size_t> order = in_order(graph.needs, cycle_at);
  if (cycle_at) return fail(diag::error(diag::NeedsItself, addresses[*cycle_at]));

  std::vector<size_t> stages(addresses.size(), 0);
  std::vector<Placed> placed;
  for (size_t node : order) {
    for (size_t target : graph.needs[node]) {
      const bool behind = graph.nodes[target]->kind().lifecycle == plan::Lifecycle::Pointer;
      stages[node] = std::max(stages[node], stages[target] + (behind ? 1 : 0));
    }
    placed.push_back({addresses[node], stages[node], filled_later[node]});
  }
  return placed;
}

}  // namespace infra::runtime
