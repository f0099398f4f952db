// In which order what leaves is retired: by the kind of each edge, not by turning creation around.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"

namespace infra::runtime {

/// One thing that leaves, with the edges that it had.
struct Leaver {
  std::string address;
  std::vector<plan::Edge> edges;
};

/// Pairs of indices, first before second: a pointer goes (and no longer points) before its targets; what is contained
/// before its container; what uses, reaches or was declared after something before that. Where these contradict each
/// other, as when a target uses the pointer that points at it, the earlier rule wins.
std::vector<std::pair<size_t, size_t>> retire_order(const std::vector<Leaver>& leavers);

}  // namespace infra::runtime
