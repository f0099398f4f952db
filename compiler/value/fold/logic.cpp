// Kleene logic and choice: only the operands that decide are needed.
#include "compiler/value/fold/groups.h"

namespace infra::value::folding {
namespace {

bool is_bool(const ValueStore& values, ValueId id, bool wanted) { return id == values.boolean(wanted); }

bool may_be_bool(const ValueStore& values, ValueId id) {
  return values.is_deferred_itself(id) || values.kind(id) == ValueKind::Bool;
}

/// `And` is decided by false, `Or` by true, whichever side says it and whatever the other one will be.
Result<ValueId> connective(ValueStore& values, Op op, Operands operands) {
  bool decisive = op == Op::Or;
  for (ValueId operand : operands) {
    if (!may_be_bool(values, operand)) return fail(wrong_operands(values, op, operands));
  }
  if (is_bool(values, operands[0], decisive) || is_bool(values, operands[1], decisive)) {
    return values.boolean(decisive);
  }
  if (is_bool(values, operands[0], !decisive)) return operands[1];
  if (is_bool(values, operands[1], !decisive)) return operands[0];
  return keep(values, op, operands);
}

}  // namespace

Result<ValueId> fold_logic(ValueStore& values, Op op, Operands operands) {
  ValueId first = operands[0];
  if (op == Op::And || op == Op::Or) return connective(values, op, operands);
  if (values.is_deferred_itself(first)) return keep(values, op, operands);
  if (op == Op::IsNone) return values.boolean(first == values.none());
  if (op == Op::Coalesce) return first == values.none() ? operands[1] : first;
  if (values.kind(first) != ValueKind::Bool) return fail(wrong_operands(values, op, operands));
  if (op == Op::Not) return values.boolean(!values.as_bool(first));
  return values.as_bool(first) ? operands[1] : operands[2];
}

}  // namespace infra::value::folding
