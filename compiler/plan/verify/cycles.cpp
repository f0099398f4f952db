// Without the edges that are filled in later (`points`) the graph has no cycle. An explicit stack: a plan may be one
// chain of a million resources.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

enum class Mark : uint8_t { New, Open, Done };

struct Frame {
  const Target* target;
  size_t edge = 0;
};

std::string print_cycle(const std::vector<Frame>& path, const Target* back_to) {
  auto first = std::find_if(path.begin(), path.end(), [&](const Frame& frame) { return frame.target == back_to; });
  std::string out;
  for (; first != path.end(); ++first) out += fmt::format("`{}` -> ", first->target->address);
  return out + fmt::format("`{}`", back_to->address);
}

}  // namespace

void check_cycles(Context& context) {
  std::unordered_map<const Target*, Mark> marks;
  std::vector<Frame> path;
  for (const Target& start : context.targets) {
    if (marks[&start] != Mark::New) continue;
    marks[&start] = Mark::Open;
    path.push_back({&start});
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.edge == top.target->edges.size()) {
        marks[top.target] = Mark::Done;
        path.pop_back();
        continue;
      }
      const Edge& edge = top.target->edges[top.edge++];
      const Target* target = edge.kind == EdgeKind::Points ? nullptr : context.find(edge.target);
      if (target == nullptr || marks[target] == Mark::Done) continue;
      if (marks[target] == Mark::Open) {
        context.report(diag::PlanCycle, print_cycle(path, target));
        return;
      }
      marks[target] = Mark::Open;
      path.push_back({target});
    }
  }
}

}  // namespace infra::plan::verification
