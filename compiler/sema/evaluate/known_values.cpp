// Values that a compilation before has computed, and those that the next one may take over: of nodes in the root that hang
// on nothing but literals and operations on them, also through lets, which are computed before its outputs.
#include <utility>

#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/sema/walk.h"

namespace infra::sema {
namespace {

using value::ValueId;

constexpr int kMaxDepth = 1'000;

/// Whether a node, with all that it leads to, hangs on nothing else: not on a frame, a param, a resource, a file, a
/// function, nor on what is computed when it is first needed.
class Closed {
 public:
  explicit Closed(Evaluation& e) : e_(e), lets_(e.program.modules[e.program.root].lets) {
    e.closed_lets.resize(lets_.size(), Evaluation::IsClosed::Unknown);
  }

  bool is(NodeId id) {
    if (!id.valid()) return true;
    if (depth_ >= kMaxDepth) return false;
    ++depth_;
    const bool closed = look(e_.program.nodes[id]);
    --depth_;
    return closed;
  }

  bool reads_lets() const { return reads_lets_; }

 private:
  bool look(const Node& node) {
    if (auto* let = std::get_if<LetRefNode>(&node.is)) return is_closed_let(*let);
    if (auto* fallback = std::get_if<DefaultNode>(&node.is)) return is_literal(*fallback);
    if (auto* record = std::get_if<RecordNode>(&node.is); record && has_rules(node.type)) return false;
    if (auto* variant = std::get_if<VariantNode>(&node.is); variant && !variant->names.empty()) return false;
    const bool is_plain = std::holds_alternative<ConstantNode>(node.is) || std::holds_alternative<ListNode>(node.is) ||
                          std::holds_alternative<MapNode>(node.is) || std::holds_alternative<RecordNode>(node.is) ||
                          std::holds_alternative<VariantNode>(node.is) || std::holds_alternative<FieldNode>(node.is) ||
                          std::holds_alternative<IndexNode>(node.is) || std::holds_alternative<CallNode>(node.is) ||
                          std::holds_alternative<OperationNode>(node.is);
    bool closed = is_plain;
    if (closed) for_each_part(e_.program, node, [&](NodeId part) { closed = closed && is(part); });
    return closed;
  }

  bool is_closed_let(const LetRefNode& ref) {
    reads_lets_ = true;
    const Let& let = lets_[ref.index];
    if (ref.module != e_.program.root || !let.is_constant || let.asks_network) return false;
    if (e_.closed_lets[ref.index] == Evaluation::IsClosed::Unknown) {
      const bool closed = is(let.value.root);
      e_.closed_lets[ref.index] = closed ? Evaluation::IsClosed::Yes : Evaluation::IsClosed::No;
    }
    return e_.closed_lets[ref.index] == Evaluation::IsClosed::Yes;
  }

  bool has_rules(types::TypeId type) const {
    const auto info = e_.program.records.find(type);
    return info != e_.program.records.end() && info->second.has_rules;
  }

  /// The default of a field that was not written.
  bool is_literal(const DefaultNode& node) const {
    const auto record = e_.program.records.find(node.owner);
    if (record == e_.program.records.end()) return false;
    const Body& body = record->second.fields[node.field].default_value;
    return body.valid() && std::holds_alternative<ConstantNode>(e_.program.nodes[body.root].is);
  }

  Evaluation& e_;
  const std::vector<Let>& lets_;
  bool reads_lets_ = false;
  int depth_ = 0;
};

/// Computes a node and keeps its value where that is closed. What is inside of one that is kept need not be.
ValueId learn(Evaluation& e, Frame& frame, NodeId node) {
  Closed closed(e);
  if (!closed.is(node)) {
    e.known->emplace(node, KnownValue());
    return eval(e, frame, node);
  }
  const uint64_t steps = e.steps, spent = e.values().spent();
  const size_t said = e.sink.diagnostics().size();
  KnownValues* known = std::exchange(e.known, nullptr);
  const ValueId value = eval(e, frame, node);
  e.known = known;
  if (value.valid() && !e.stopped && e.sink.diagnostics().size() == said)
    (*known)[node] = {value, e.steps - steps, e.values().spent() - spent, closed.reads_lets()};
  return value;
}

}  // namespace

ValueId eval_entry(Evaluation& e, Frame& frame, NodeId node) {
  if (!e.known || !node.valid() || frame.instance != kRootInstance) return eval(e, frame, node);
  if (!e.behind.empty()) return eval(e, frame, node);  // what fails there is kept, and would fail elsewhere
  if (e.stopped || std::holds_alternative<ConstantNode>(e.program.nodes[node].is)) return eval(e, frame, node);
  const auto known = e.known->find(node);
  if (known == e.known->end()) return learn(e, frame, node);
  if (!known->second.value.valid()) return eval(e, frame, node);
  e.steps += known->second.steps;
  e.values().spend(known->second.spent);
  return known->second.value;
}

}  // namespace infra::sema
