#include "runtime/exec/retire_order.h"

#include <array>
#include <map>

namespace infra::runtime {

namespace {

using plan::EdgeKind;

constexpr std::array<EdgeKind, 5> kByRank = {EdgeKind::Points, EdgeKind::Contains, EdgeKind::Uses, EdgeKind::Reaches,
                                             EdgeKind::After};

bool reaches(const std::vector<std::vector<size_t>>& then, size_t from, size_t to) {
  std::vector<bool> seen(then.size());
  std::vector<size_t> left{from};
  while (!left.empty()) {
    const size_t node = left.back();
    left.pop_back();
    if (node == to) return true;
    if (seen[node]) continue;
    seen[node] = true;
    left.insert(left.end(), then[node].begin(), then[node].end());
  }
  return false;
}

}  // namespace

std::vector<std::pair<size_t, size_t>> retire_order(const std::vector<Leaver>& leavers) {
  std::multimap<std::string, size_t> by_address;
  for (size_t i = 0; i < leavers.size(); ++i) by_address.emplace(leavers[i].address, i);
  std::vector<std::vector<size_t>> then(leavers.size());
  std::vector<std::pair<size_t, size_t>> order;
  for (EdgeKind rank : kByRank)
    for (size_t i = 0; i < leavers.size(); ++i)
      for (const plan::Edge& edge : leavers[i].edges) {
        if (edge.kind != rank) continue;
        const auto [begin, end] = by_address.equal_range(edge.target);
        for (auto target = begin; target != end; ++target) {
          if (target->second == i || reaches(then, target->second, i)) continue;
          then[i].push_back(target->second);
          order.emplace_back(i, target->second);
        }
      }
  return order;
}

}  // namespace infra::runtime
