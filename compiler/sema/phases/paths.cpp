#include "compiler/sema/phases/paths.h"

#include <set>

#include "compiler/sema/walk.h"

namespace infra::sema {

std::vector<ReadName> names_read(const Program& program, NodeId root) {
  std::vector<ReadName> found;
  std::vector<NodeId> pending = {root};
  std::set<NodeId> seen;
  while (!pending.empty()) {
    NodeId next = pending.back();
    pending.pop_back();
    if (!next.valid()) continue;
    const Node& node = program.nodes[next];
    if (auto* file = std::get_if<FileNode>(&node.is)) {
      if (seen.insert(next).second) found.push_back({file->path, false});
    } else if (auto* secret = std::get_if<SecretNode>(&node.is)) {
      if (seen.insert(next).second) found.push_back({secret->name, true});
    } else {
      for_each_part(program, node, [&](NodeId part) { pending.push_back(part); });
    }
  }
  return found;
}

}  // namespace infra::sema
