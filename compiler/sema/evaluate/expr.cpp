#include <algorithm>
#include <array>
#include <optional>

#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/value/fold.h"
#include "compiler/value/keys.h"

namespace infra::sema {

using value::Op;
using value::ValueId;
using value::ValueKind;

namespace {

/// What failed behind an answer that is not known. Nothing when it is no expression that a plan could hold.
ValueId kept_for_later(Evaluation& e, Op op, llvm::ArrayRef<ValueId> operands, const Error& error) {
  if (error.code == diag::BudgetSpent.code) return {};
  for (ValueId operand : operands) {
    if (e.values().has_closure(operand)) return e.open ? marker(e) : ValueId();
  }
  ValueId kept = e.values().apply(op, {operands.data(), operands.size()});
  return e.values().is_too_large(kept) ? ValueId() : kept;
}

}  // namespace

namespace {

/// Whether a deferred value is surely not `none`: by its operation, or by the type that a kind declares.
bool is_surely_there(Evaluation& e, ValueId value) {
  value::ValueStore& values = e.values();
  if (!values.is_deferred_itself(value)) return value != values.none();
  switch (values.kind(value)) {
    case ValueKind::Secret: return true;
    case ValueKind::Result: {
      auto found = e.resource_of.find(values.children(value)[0]);
      if (found == e.resource_of.end()) return false;
      const ResourceInstance& instance = e.resources[found->second.index];
      const KindInfo& kind = e.program.kinds[e.module_of(instance.owner).resources[instance.resource].kind];
      for (const FieldInfo& result : kind.results) {
        if (result.text == values.as_text(value)) return e.types().kind(result.type) != types::TypeKind::Optional;
      }
      return false;
    }
    case ValueKind::Apply: break;
    default: return false;
  }
  auto operands = values.children(value);
  switch (values.op(value)) {
    case Op::If: return is_surely_there(e, operands[1]) && is_surely_there(e, operands[2]);
    case Op::Coalesce: return is_surely_there(e, operands[1]);
    case Op::GetIndex:
    case Op::GetField:
    case Op::Payload:
    case Op::Call: return false;
    default: return true;
  }
}

/// Questions about `none` that can be answered before the value is known; nothing otherwise.
ValueId answered(Evaluation& e, Op op, llvm::ArrayRef<ValueId> operands) {
  value::ValueStore& values = e.values();
  switch (op) {
    case Op::IsNone: return is_surely_there(e, operands[0]) ? values.boolean(false) : ValueId();
    case Op::Coalesce: return is_surely_there(e, operands[0]) ? operands[0] : ValueId();
    case Op::Equal:
    case Op::NotEqual: {
      bool none = operands[0] == values.none() || operands[1] == values.none();
      ValueId other = operands[operands[0] == values.none() ? 1 : 0];
      return none && is_surely_there(e, other) ? values.boolean(op == Op::NotEqual) : ValueId();
    }
    default: return {};
  }
}

}  // namespace

ValueId folded(Evaluation& e, Span span, Op op, llvm::ArrayRef<ValueId> operands) {
  if (ValueId answer = answered(e, op, operands); answer.valid()) return answer;
  auto result = value::fold(e.values(), op, {operands.data(), operands.size()});
  if (!result) {
    ValueId kept = e.behind.empty() ? ValueId() : kept_for_later(e, op, operands, result.error());
    return kept.valid() ? kept : fail_at(e, span, result.error());
  }
  // A choice between functions is made when one is called; anything else would have to take it into the plan.
  if (op != Op::If && e.values().is_deferred_itself(*result) && e.values().has_closure(*result)) {
    return fail_at(e, span, diag::error(diag::DeferredFunction));
  }
  return *result;
}

namespace {

using Values = llvm::SmallVector<ValueId, 8>;

/// Evaluates all; false when one failed.
bool eval_all(Evaluation& e, Frame& frame, llvm::ArrayRef<NodeId> nodes, Values& out) {
  bool ok = true;
  for (NodeId node : nodes) {
    out.push_back(eval(e, frame, node));
    ok &= out.back().valid();
  }
  return ok;
}

bool is_lazy(Op op) { return op == Op::And || op == Op::Or || op == Op::Coalesce || op == Op::If; }

/// What must be true for operand `index` to be needed, where the first decides.
ValueId needing(Evaluation& e, Span span, Op op, ValueId first, size_t index) {
  if (op == Op::Coalesce) return folded(e, span, Op::IsNone, {first});
  bool on_true = op == Op::And || (op == Op::If && index == 1);
  return on_true ? first : folded(e, span, Op::Not, {first});
}

ValueId eval_operation(Evaluation& e, Frame& frame, const OperationNode& node, Span span) {
  ValueId first = eval(e, frame, node.operands[0]);
  if (!first.valid()) {
    // What decides failed: the rest is looked at for its own errors only.
    for (size_t i = 1; i < node.operands.size(); ++i) eval(e, frame, node.operands[i]);
    return {};
  }
  bool known = !e.values().is_deferred_itself(first);
  switch (node.op) {
    case Op::And:
      if (known && !e.values().as_bool(first)) return first;
      break;
    case Op::Or:
      if (known && e.values().as_bool(first)) return first;
      break;
    case Op::Coalesce:
      if (known && first != e.values().none()) return first;
      break;
    case Op::If:
      if (known) return eval(e, frame, node.operands[e.values().as_bool(first) ? 1 : 2]);
      break;
    default: break;
  }
  Values operands = {first};
  bool ok = true;
  for (size_t i = 1; i < node.operands.size(); ++i) {
    std::optional<Behind> behind;
    if (!known && is_lazy(node.op)) behind.emplace(e, needing(e, span, node.op, first, i));
    operands.push_back(eval(e, frame, node.operands[i]));
    ok &= operands.back().valid();
  }
  return ok ? folded(e, span, node.op, operands) : ValueId();
}

/// Whether a key is in normal form C; if not, that is said unless it waits.
bool is_normal_key(Evaluation& e, ValueId key, Span span) {
  auto normal = value::normal_key(e.values(), key);
  if (!normal && e.behind.empty()) fail_at(e, span, normal.error());
  return normal.has_value();
}

/// A map whose keys wait is one that waits as a whole.
ValueId map_later(Evaluation& e, const std::vector<value::MapItem>& items, Span span) {
  static constexpr std::string_view kNames[] = {"key", "value"};
  Values entries;
  for (const value::MapItem& item : items) {
    const std::array<ValueId, 2> parts = {item.key, item.value};
    entries.push_back(e.values().record(kNames, parts));
  }
  return folded(e, span, Op::MakeMap, {e.values().list({entries.data(), entries.size()})});
}

types::TypeId key_type(Evaluation& e, types::TypeId map) {
  while (e.types().kind(map) != types::TypeKind::Map && e.types()[map].element.valid()) map = e.types()[map].element;
  return e.types()[map].key;
}

ValueId eval_map(Evaluation& e, Frame& frame, const MapNode& node, types::TypeId type, Span span) {
  std::vector<value::MapItem> items;
  std::vector<std::pair<ValueId, Span>> keys;
  bool ok = true, waits = false;
  for (const MapEntryNode& entry : node.entries) {
    ValueId key = eval(e, frame, entry.key);
    ValueId item = eval_entry(e, frame, entry.value);
    ok &= key.valid() && item.valid();
    if (!ok) continue;
    waits |= e.values().is_deferred(key);
    if (!is_normal_key(e, key, entry.key_span)) (e.behind.empty() ? ok : waits) = !e.behind.empty();
    items.push_back({key, item});
    keys.push_back({key, entry.key_span});
  }
  if (!ok) return {};
  if (waits) return map_later(e, items, span);
  const ValueId map = e.values().map(items);
  const auto parts = e.values().children(map);
  bool is_distinct = true;
  for (size_t i = 2; i < parts.size(); i += 2) is_distinct &= !e.values().equal(parts[i - 2], parts[i]);
  if (is_distinct) return map;
  if (!e.behind.empty()) return map_later(e, items, span);
  std::stable_sort(keys.begin(), keys.end(),
                   [&](const auto& a, const auto& b) { return e.values().less(a.first, b.first); });
  for (size_t i = 1; i < keys.size(); ++i) {
    if (!e.values().equal(keys[i - 1].first, keys[i].first)) continue;
    if (say_once(e, keys[i].second, diag::DuplicateKey.code)) {
      e.sink.emit(diag::DuplicateKey, keys[i].second, show_value(e.program, key_type(e, type), keys[i].first))
          .label("given again here")
          .also(keys[i - 1].second, "first given here");
    }
    break;
  }
  return {};
}

/// Absent optionals are left out, so that a new optional field changes no value.
template <typename NameOf>
ValueId make_record(Evaluation& e, llvm::ArrayRef<ValueId> fields, NameOf name_of) {
  llvm::SmallVector<std::string_view, 16> kept_names;
  Values kept;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == e.values().none()) continue;
    kept_names.push_back(name_of(i));
    kept.push_back(fields[i]);
  }
  return e.values().record({kept_names.data(), kept_names.size()}, {kept.data(), kept.size()});
}

template <typename NameOf>
RecordPlan plan_record(Evaluation& e, uint64_t kept, size_t fields, NameOf name_of) {
  RecordPlan plan;
  plan.is_made = true;
  plan.kept = kept;
  for (uint32_t i = 0; i < fields; ++i) {
    if ((kept >> i & 1) != 0) plan.order.push_back(i);
  }
  std::sort(plan.order.begin(), plan.order.end(), [&](uint32_t a, uint32_t b) { return name_of(a) < name_of(b); });
  llvm::SmallVector<std::string_view, 16> names;
  for (uint32_t i : plan.order) names.push_back(name_of(i));
  plan.shape = e.values().record_shape({names.data(), names.size()});
  return plan;
}

llvm::SmallVector<Span, 8> places_of(Evaluation& e, const std::vector<NodeId>& nodes) {
  llvm::SmallVector<Span, 8> places;
  for (NodeId node : nodes) places.push_back(e.program.nodes[node].span);
  return places;
}

ValueId eval_record(Evaluation& e, Frame& frame, const RecordNode& node, const Node& whole) {
  Values fields;
  bool ok = true;
  for (NodeId value : node.values) {
    fields.push_back(eval_entry(e, frame, value));
    ok &= fields.back().valid();
  }
  if (!ok) return {};
  auto info = e.program.records.find(whole.type);
  if (info != e.program.records.end() && info->second.has_rules &&
      !check_record_rules(e, info->second, fields, places_of(e, node.values), whole.span)) {
    return {};
  }
  const std::vector<types::Field>& declared = e.types()[whole.type].fields;
  const auto name_of = [&](size_t i) -> std::string_view { return declared[i].name; };
  if (fields.size() > 64) return make_record(e, fields, name_of);
  uint64_t kept = 0;
  for (size_t i = 0; i < fields.size(); ++i) kept |= static_cast<uint64_t>(fields[i] != e.values().none()) << i;
  RecordPlan& plan = e.record_plans[whole.type];
  if (!plan.is_made || plan.kept != kept) plan = plan_record(e, kept, fields.size(), name_of);
  llvm::SmallVector<ValueId, 16> in_order;
  for (uint32_t i : plan.order) in_order.push_back(fields[i]);
  return e.values().record_of_shape(plan.shape, {in_order.data(), in_order.size()});
}

ValueId eval_variant(Evaluation& e, Frame& frame, const VariantNode& node, const Node& whole) {
  if (node.names.empty()) return e.values().variant(node.member, node.ordinal, ValueId());
  Values fields;
  if (!eval_all(e, frame, node.values, fields)) return {};
  auto info = e.program.enums.find(whole.type);
  if (info != e.program.enums.end() && info->second.payloads[node.ordinal].has_rules &&
      !check_record_rules(e, info->second.payloads[node.ordinal], fields, places_of(e, node.values), whole.span)) {
    return {};
  }
  return e.values().variant(node.member, node.ordinal,
                            make_record(e, fields, [&](size_t i) -> std::string_view { return node.names[i]; }));
}

ValueId field_of(Evaluation& e, Span span, ValueId object, std::string_view field) {
  if (e.values().kind(object) == ValueKind::Record) {
    ValueId value = e.values().field(object, field);
    return value.valid() ? value : e.values().none();
  }
  return folded(e, span, Op::GetField, {object, e.values().string(field)});
}

ValueId eval_input(Evaluation& e, Frame& frame, const InputNode& node, Span span) {
  ValueId object = eval(e, frame, node.object);
  if (!object.valid()) return {};
  if (auto found = e.resource_of.find(reference_in(e, object)); found != e.resource_of.end()) {
    return input_value(e, found->second, node.field);
  }
  if (is_open(e, object)) return marker(e);
  deferred_shape(e, span, "which resource this is", object);
  return {};
}

ValueId eval_output(Evaluation& e, Frame& frame, const OutputNode& node, Span span) {
  ValueId object = eval(e, frame, node.object);
  if (!object.valid()) return {};
  if (auto found = e.instance_of.find(object); found != e.instance_of.end()) {
    return output_value(e, found->second, node.index);
  }
  if (is_open(e, object)) return marker(e);
  deferred_shape(e, span, "which module this is", object);
  return {};
}

/// The text of `node`, which decides what is read; nothing when it failed. In `open`, an open value gives a marker.
ValueId known_text(Evaluation& e, Frame& frame, NodeId node, std::string_view what) {
  ValueId text = eval(e, frame, node);
  if (!text.valid() || !e.values().is_deferred(text)) return text;
  if (is_open(e, text)) return marker(e);
  deferred_shape(e, e.program.nodes[node].span, what, text);
  return {};
}

ValueId eval_file(Evaluation& e, Frame& frame, const FileNode& node, Span span) {
  ValueId path = known_text(e, frame, node.path, "the path of a file");
  if (!path.valid() || e.values().is_deferred(path)) return path;
  return read_file(e, span, node, std::string(e.values().as_text(path)));
}

ValueId eval_secret(Evaluation& e, Frame& frame, const SecretNode& node) {
  ValueId name = known_text(e, frame, node.name, "where a secret lies");
  if (!name.valid() || e.values().is_deferred(name)) return name;
  return e.values().secret(node.source, e.values().as_text(name));
}

ValueId eval_default(Evaluation& e, const DefaultNode& node) {
  if (auto record = e.program.records.find(node.owner); record != e.program.records.end()) {
    return default_value(e, record->second.fields[node.field], record->second.module);
  }
  const RecordInfo& payload = e.program.enums.at(node.owner).payloads[node.member];
  return default_value(e, payload.fields[node.field], payload.module);
}

ValueId dispatch(Evaluation& e, Frame& frame, const Node& node) {
  if (auto* constant = std::get_if<ConstantNode>(&node.is)) return constant->value;
  if (auto* local = std::get_if<LocalNode>(&node.is)) return frame.locals[local->slot];
  if (auto* operation = std::get_if<OperationNode>(&node.is)) return eval_operation(e, frame, *operation, node.span);
  if (auto* param = std::get_if<ParamNode>(&node.is)) return param_value(e, frame.instance, param->index);
  if (auto* let = std::get_if<LetRefNode>(&node.is)) return let_value(e, frame.instance, let->module, let->index);
  if (auto* resource = std::get_if<ResourceNode>(&node.is)) return resource_value(e, frame.instance, resource->index);
  if (auto* use = std::get_if<UseNode>(&node.is)) return use_value(e, frame.instance, use->index);
  if (auto* call = std::get_if<CallNode>(&node.is)) return eval_call(e, frame, *call, node.span);
  if (auto* fn_call = std::get_if<FnCallNode>(&node.is)) return eval_fn_call(e, frame, *fn_call, node.span);
  if (auto* apply = std::get_if<ApplyNode>(&node.is)) return eval_apply(e, frame, *apply, node.span);
  if (auto* lambda = std::get_if<LambdaNode>(&node.is)) return eval_lambda(e, frame, *lambda);
  if (auto* fn = std::get_if<FnRefNode>(&node.is)) return eval_fn(e, fn->fn);
  if (auto* list = std::get_if<ListNode>(&node.is)) {
    Values items;
    if (!eval_all(e, frame, list->items, items)) return {};
    return e.values().list({items.data(), items.size()});
  }
  if (auto* map = std::get_if<MapNode>(&node.is)) return eval_map(e, frame, *map, node.type, node.span);
  if (auto* record = std::get_if<RecordNode>(&node.is)) return eval_record(e, frame, *record, node);
  if (auto* variant = std::get_if<VariantNode>(&node.is)) return eval_variant(e, frame, *variant, node);
  if (auto* field = std::get_if<FieldNode>(&node.is)) {
    ValueId object = eval(e, frame, field->object);
    return object.valid() ? field_of(e, node.span, object, field->field) : object;
  }
  if (auto* input = std::get_if<InputNode>(&node.is)) return eval_input(e, frame, *input, node.span);
  if (auto* result = std::get_if<ResultNode>(&node.is)) {
    ValueId object = eval(e, frame, result->object);
    if (!object.valid()) return object;
    if (ValueId reference = reference_in(e, object); reference.valid()) return result_of(e, reference, result->field);
    return field_of(e, node.span, object, result->field);
  }
  if (auto* output = std::get_if<OutputNode>(&node.is)) return eval_output(e, frame, *output, node.span);
  if (auto* index = std::get_if<IndexNode>(&node.is)) {
    Values operands;
    if (!eval_all(e, frame, {index->object, index->index}, operands)) return {};
    return folded(e, node.span, Op::GetIndex, operands);
  }
  if (auto* let = std::get_if<LetNode>(&node.is)) {
    frame.locals[let->slot] = eval(e, frame, let->value);
    return eval(e, frame, let->body);
  }
  if (auto* match = std::get_if<MatchNode>(&node.is)) return eval_match(e, frame, *match, node.span);
  if (auto* loop = std::get_if<ComprehensionNode>(&node.is)) return eval_comprehension(e, frame, *loop, node.span);
  if (auto* fit = std::get_if<FitNode>(&node.is)) {
    ValueId value = eval(e, frame, fit->value);
    return value.valid() ? prove(e, node.span, node.type, value) : value;
  }
  if (auto* fallback = std::get_if<DefaultNode>(&node.is)) return eval_default(e, *fallback);
  if (auto* file = std::get_if<FileNode>(&node.is)) return eval_file(e, frame, *file, node.span);
  if (auto* secret = std::get_if<SecretNode>(&node.is)) return eval_secret(e, frame, *secret);
  if (auto* plan = std::get_if<PlanNode>(&node.is)) return eval_plan(e, frame, *plan);
  if (auto* member = std::get_if<PlanMemberNode>(&node.is)) return eval_plan_member(e, frame, *member);
  if (auto* all = std::get_if<PlanAllNode>(&node.is)) return eval_plan_all(e, frame, *all);
  if (auto* digest = std::get_if<PlanDigestNode>(&node.is)) return eval_plan_digest(e, frame, *digest);
  if (auto* reach = std::get_if<ReachNode>(&node.is)) return eval_reach(e, frame, *reach, node.span);
  return {};  // ErrorNode
}

}  // namespace

ValueId eval(Evaluation& e, Frame& frame, NodeId id) {
  if (e.stopped || !id.valid()) return {};
  const Node& node = e.program.nodes[id];
  if (++e.steps > kMaxSteps) return stop(e, node.span, "its evaluation takes too many steps");
  if ((e.steps & 0xFFF) == 0 && e.values().byte_size() > kMaxBytes) {
    return stop(e, node.span, "its values take more than 700 MiB");
  }
  if (e.depth >= kMaxEvaluationDepth) {
    if (say_once(e, node.span, diag::TooDeep.code)) {
      e.sink.emit(diag::TooDeep, node.span, kMaxEvaluationDepth)
          .label("values that wait for values, up to here")
          .help("shorten the chain of values that are computed from each other");
    }
    e.stopped = true;
    return {};
  }
  ++e.depth;
  ValueId value = dispatch(e, frame, node);
  --e.depth;
  return value;
}

ValueId eval_body(Evaluation& e, InstanceId instance, const Body& body, llvm::ArrayRef<ValueId> first) {
  if (!body.valid()) return {};
  Frame frame;
  frame.instance = instance;
  frame.locals.assign(first.begin(), first.end());
  if (frame.locals.size() < body.slots) frame.locals.resize(body.slots);
  return eval(e, frame, body.root);
}

}  // namespace infra::sema
