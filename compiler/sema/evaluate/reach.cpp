// `wall.permits(from, to, port)` and `reachable(from, to, port)`: asked of the model at once; what is not decided yet goes
// into the plan.
#include "compiler/diag/codes/reach.h"
#include "compiler/diag/error.h"
#include "compiler/sema/evaluate/network.h"

namespace infra::sema {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

/// A resource that stands in a value, or an invalid id.
ResourceInstanceId resource_in(Evaluation& e, ValueId value) {
  std::vector<ValueId> pending = {value};
  while (!pending.empty()) {
    ValueId next = pending.back();
    pending.pop_back();
    if (auto found = e.resource_of.find(reference_in(e, next)); found != e.resource_of.end()) return found->second;
    auto parts = e.values().children(next);
    pending.insert(pending.end(), parts.rbegin(), parts.rend());
  }
  return {};
}

/// The plan that a question is about: that of the resources it names, otherwise the one that it stands in.
InstanceId plan_of(Evaluation& e, InstanceId here, std::initializer_list<ValueId> named) {
  for (ValueId value : named) {
    if (!value.valid()) continue;
    if (ResourceInstanceId id = resource_in(e, value); id.valid()) return root_of(e, e.resources[id.index].owner);
  }
  InstanceId root = root_of(e, here);
  return e.instances[root.index].is_constant ? InstanceId() : root;
}

/// What one question is asked about, evaluated.
struct Asked {
  Span span;
  InstanceId root;
  ValueId from, to, port;
  std::optional<uint32_t> wall;
  bool of_all = false;  ///< Whether everybody is permitted: a part of them is not enough, and no mistake.
};

ValueId answer(Evaluation& e, const NetworkGraph& graph, const Asked& asked) {
  value::ValueStore& values = e.values();
  reach::Question question;
  question.wall = asked.wall;
  question.of_all = asked.of_all;
  question.unknown_port = values.is_deferred(asked.port);
  if (!question.unknown_port) question.port = static_cast<uint32_t>(values.as_int(asked.port));
  if (!value::read_party(values, asked.from, graph.finder(), question.from) ||
      !value::read_party(values, asked.to, graph.finder(), question.to)) {
    return {};
  }
  e.steps += reach::cost_of(graph.model, question) / 16;
  if (e.steps > kMaxSteps) return stop(e, asked.span, "its questions to the network take too many steps");
  reach::Answer found = reach::ask(graph.model, question);
  auto verdict = value::verdict_of(values, graph.model, question, found);
  if (!verdict) return fail_at(e, asked.span, verdict.error());
  e.asked.push_back({asked.span, asked.root, question, std::move(found)});
  if (verdict->valid()) return *verdict;
  auto written = value::write_question(values, graph.model, graph.source, question, {asked.from, asked.to, asked.port});
  return folded(e, asked.span, Op::Call, {values.string(value::kNetworkReaches), written.model, written.question});
}

}  // namespace

ValueId eval_reach(Evaluation& e, Frame& frame, const ReachNode& node, Span span) {
  ValueId wall = node.wall.valid() ? eval(e, frame, node.wall) : ValueId();
  ValueId from = node.from.valid() ? eval(e, frame, node.from) : e.values().string("0.0.0.0/0");
  ValueId to = eval(e, frame, node.to), port = eval(e, frame, node.port);
  if (!from.valid() || !to.valid() || !port.valid() || (node.wall.valid() && !wall.valid())) return {};
  if (node.wall.valid() && !reference_in(e, wall).valid()) {
    if (is_open(e, wall)) return marker(e);
    deferred_shape(e, span, "which resource this is", wall);
    return {};
  }
  Asked asked{span, plan_of(e, frame.instance, {wall, from, to}), from, to, port, std::nullopt, !node.from.valid()};
  if (!asked.root.valid()) {
    return fail_at(e, span, diag::error(diag::QuestionWithoutPlan).way_out("name a resource of a plan"));
  }
  const NetworkGraph& graph = network_of(e, asked.root);
  if (graph.failed) return {};
  if (graph.is_partial) return marker(e);
  if (node.wall.valid()) {
    auto found = graph.walls.find(reference_in(e, wall));
    if (found == graph.walls.end()) return {};
    asked.wall = found->second;
  }
  ValueId holds = answer(e, graph, asked);
  if (!asked.of_all || !holds.valid() || holds == e.values().boolean(true)) return holds;
  // Everybody is all of one family of addresses, or all of the other.
  asked.from = e.values().string("::/0");
  ValueId other = answer(e, graph, asked);
  return other.valid() ? folded(e, span, Op::Or, {holds, other}) : other;
}

}  // namespace infra::sema
