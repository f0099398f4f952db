// The parts of a typed expression, for walks that treat every node alike.
#pragma once

#include "compiler/sema/program.h"

namespace infra::sema {

/// Calls `visit` with every node that stands in `node`, the conditions of patterns included. The bodies of what it names
/// (lets, functions, defaults) are not parts of it.
template <typename Visit>
void for_each_part(const Program& program, const Node& node, const Visit& visit);

/// The tests of a pattern, inner ones included, by their literals.
template <typename Visit>
void for_each_literal(const Program& program, PatternId pattern, const Visit& visit) {
  if (!pattern.valid()) return;
  const auto& is = program.patterns[pattern].is;
  if (auto* literal = std::get_if<LiteralTest>(&is)) visit(literal->value);
  if (auto* some = std::get_if<SomeTest>(&is)) for_each_literal(program, some->inner, visit);
  if (auto* member = std::get_if<MemberTest>(&is)) {
    for (const auto& [name, inner] : member->payload) for_each_literal(program, inner, visit);
  }
}

template <typename Visit>
void for_each_part(const Program& program, const Node& node, const Visit& visit) {
  auto all = [&](const std::vector<NodeId>& parts) {
    for (NodeId part : parts) visit(part);
  };
  if (auto* operation = std::get_if<OperationNode>(&node.is)) all(operation->operands);
  if (auto* call = std::get_if<CallNode>(&node.is)) all(call->operands);
  if (auto* fn = std::get_if<FnCallNode>(&node.is)) all(fn->arguments);
  if (auto* lambda = std::get_if<LambdaNode>(&node.is)) visit(lambda->body);
  if (auto* apply = std::get_if<ApplyNode>(&node.is)) {
    visit(apply->function);
    all(apply->arguments);
  }
  if (auto* list = std::get_if<ListNode>(&node.is)) all(list->items);
  if (auto* map = std::get_if<MapNode>(&node.is)) {
    for (const MapEntryNode& entry : map->entries) {
      visit(entry.key);
      visit(entry.value);
    }
  }
  if (auto* record = std::get_if<RecordNode>(&node.is)) all(record->values);
  if (auto* variant = std::get_if<VariantNode>(&node.is)) all(variant->values);
  if (auto* field = std::get_if<FieldNode>(&node.is)) visit(field->object);
  if (auto* input = std::get_if<InputNode>(&node.is)) visit(input->object);
  if (auto* result = std::get_if<ResultNode>(&node.is)) visit(result->object);
  if (auto* output = std::get_if<OutputNode>(&node.is)) visit(output->object);
  if (auto* index = std::get_if<IndexNode>(&node.is)) {
    visit(index->object);
    visit(index->index);
  }
  if (auto* let = std::get_if<LetNode>(&node.is)) {
    visit(let->value);
    visit(let->body);
  }
  if (auto* match = std::get_if<MatchNode>(&node.is)) {
    visit(match->subject);
    for (const MatchArmNode& arm : match->arms) {
      for_each_literal(program, arm.pattern, visit);
      visit(arm.value);
    }
  }
  if (auto* loop = std::get_if<ComprehensionNode>(&node.is)) {
    visit(loop->source);
    visit(loop->condition);
    visit(loop->body);
  }
  if (auto* fit = std::get_if<FitNode>(&node.is)) visit(fit->value);
  if (auto* file = std::get_if<FileNode>(&node.is)) visit(file->path);
  if (auto* secret = std::get_if<SecretNode>(&node.is)) visit(secret->name);
  if (auto* reach = std::get_if<ReachNode>(&node.is)) {
    for (NodeId part : {reach->wall, reach->from, reach->to, reach->port}) visit(part);
  }
}

}  // namespace infra::sema
