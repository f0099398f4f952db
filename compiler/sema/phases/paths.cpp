#include "compiler/sema/phases/paths.h"

#include <set>

namespace infra::sema {
namespace {

void add(std::vector<NodeId>& out, NodeId node) { out.push_back(node); }
void add(std::vector<NodeId>& out, const std::vector<NodeId>& nodes) {
  out.insert(out.end(), nodes.begin(), nodes.end());
}

/// The parts of a node that are expressions of the same body.
void add_parts(std::vector<NodeId>& out, const Node& node) {
  if (auto* operation = std::get_if<OperationNode>(&node.is)) add(out, operation->operands);
  if (auto* call = std::get_if<CallNode>(&node.is)) add(out, call->operands);
  if (auto* fn_call = std::get_if<FnCallNode>(&node.is)) add(out, fn_call->arguments);
  if (auto* lambda = std::get_if<LambdaNode>(&node.is)) add(out, lambda->body);
  if (auto* list = std::get_if<ListNode>(&node.is)) add(out, list->items);
  if (auto* record = std::get_if<RecordNode>(&node.is)) add(out, record->values);
  if (auto* variant = std::get_if<VariantNode>(&node.is)) add(out, variant->values);
  if (auto* field = std::get_if<FieldNode>(&node.is)) add(out, field->object);
  if (auto* input = std::get_if<InputNode>(&node.is)) add(out, input->object);
  if (auto* result = std::get_if<ResultNode>(&node.is)) add(out, result->object);
  if (auto* output = std::get_if<OutputNode>(&node.is)) add(out, output->object);
  if (auto* fit = std::get_if<FitNode>(&node.is)) add(out, fit->value);
  if (auto* apply = std::get_if<ApplyNode>(&node.is)) {
    add(out, apply->function);
    add(out, apply->arguments);
  } else if (auto* map = std::get_if<MapNode>(&node.is)) {
    for (const MapEntryNode& entry : map->entries) {
      add(out, entry.key);
      add(out, entry.value);
    }
  } else if (auto* index = std::get_if<IndexNode>(&node.is)) {
    add(out, index->object);
    add(out, index->index);
  } else if (auto* let = std::get_if<LetNode>(&node.is)) {
    add(out, let->value);
    add(out, let->body);
  } else if (auto* match = std::get_if<MatchNode>(&node.is)) {
    add(out, match->subject);
    for (const MatchArmNode& arm : match->arms) add(out, arm.value);
  } else if (auto* loop = std::get_if<ComprehensionNode>(&node.is)) {
    add(out, loop->source);
    add(out, loop->condition);
    add(out, loop->body);
  }
}

}  // namespace

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
      add_parts(pending, node);
    }
  }
  return found;
}

}  // namespace infra::sema
