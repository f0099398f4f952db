// Comprehensions: unrolled where their length is known, otherwise a ForEach that the runtime runs.
#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

ValueId residual(Evaluation& e, Frame& frame, const ComprehensionNode& loop, ValueId source, Span span) {
  value::ValueStore& values = e.values();
  ValueId item = marker(e);
  uint32_t number = values.var_depth(item);
  if (loop.key_slot != UINT32_MAX) {  // the item of a map is { key, value }
    frame.locals[loop.key_slot] = folded(e, span, Op::GetField, {item, values.string("key")});
    frame.locals[loop.item_slot] = folded(e, span, Op::GetField, {item, values.string("value")});
  } else {
    types::TypeId type = e.program.nodes[loop.source].type;
    while (e.types().kind(type) == types::TypeKind::Secret) type = e.types()[type].element;
    bool is_map = e.types().kind(type) == types::TypeKind::Map;
    frame.locals[loop.item_slot] = is_map ? folded(e, span, Op::GetField, {item, values.string("value")}) : item;
  }
  Behind behind(e, ValueId());
  ValueId condition = loop.condition.valid() ? eval(e, frame, loop.condition) : values.boolean(true);
  ValueId body = eval(e, frame, loop.body);
  if (!condition.valid() || !body.valid()) return {};
  return folded(e, span, Op::ForEach, {source, bind_marker(e, condition, number, 0), bind_marker(e, body, number, 0)});
}

}  // namespace

ValueId marker(Evaluation& e) { return e.values().var(value::ValueStore::kFirstFreeVar + e.next_marker++); }

ValueId eval_comprehension(Evaluation& e, Frame& frame, const ComprehensionNode& loop, Span span) {
  value::ValueStore& values = e.values();
  ValueId source = eval(e, frame, loop.source);
  if (!source.valid()) return {};
  if (values.is_deferred_itself(source)) return residual(e, frame, loop, source, span);
  bool is_map = values.kind(source) == ValueKind::Map;
  bool is_range = values.kind(source) == ValueKind::Range;
  size_t count = values.size(source);
  int64_t begin = is_range ? values.as_range(source).first : 0;
  std::vector<ValueId> items;
  bool ok = true;
  for (size_t i = 0; i < count && !e.stopped; ++i) {
    // Read anew each time: the store may move while items are computed.
    if (is_range) {
      frame.locals[loop.item_slot] = values.integer(begin + static_cast<int64_t>(i));
    } else if (is_map) {
      frame.locals[loop.item_slot] = values.children(source)[2 * i + 1];
      if (loop.key_slot != UINT32_MAX) frame.locals[loop.key_slot] = values.children(source)[2 * i];
    } else {
      frame.locals[loop.item_slot] = values.children(source)[i];
    }
    if (loop.condition.valid()) {
      ValueId condition = eval(e, frame, loop.condition);
      if (!condition.valid()) {
        ok = false;
        continue;
      }
      // Which items there are is known only later: the whole list is.
      if (values.is_deferred(condition)) return residual(e, frame, loop, source, span);
      if (!values.as_bool(condition)) continue;
    }
    items.push_back(eval(e, frame, loop.body));
    ok &= items.back().valid();
  }
  return ok && !e.stopped ? values.list(items) : ValueId();
}

}  // namespace infra::sema
