#include "compiler/value/fold.h"

#include "compiler/value/fold/groups.h"

namespace infra::value {

Result<ValueId> fold(ValueStore& values, Op op, std::span<const ValueId> operands) {
  using namespace folding;
  INFRA_TRY(spend(values, 1));
  for (ValueId operand : operands) INFRA_TRY(bounded(values, operand));
  int wanted = op_operands(op);
  if (wanted >= 0 && operands.size() != static_cast<size_t>(wanted)) {
    return fail(wrong_operands(values, op, operands));
  }
  switch (op) {
    case Op::Negate:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Remainder:
    case Op::MakeSize: return fold_arithmetic(values, op, operands);
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Coalesce:
    case Op::If:
    case Op::IsNone: return fold_logic(values, op, operands);
    case Op::Less:
    case Op::LessEqual:
    case Op::LessVersion:
    case Op::In:
    case Op::Equal:
    case Op::NotEqual: return fold_comparison(values, op, operands);
    case Op::Join:
    case Op::Text:
    case Op::Parse: return fold_text(values, op, operands);
    case Op::GetField:
    case Op::GetIndex:
    case Op::IsMember:
    case Op::Payload: return fold_access(values, op, operands);
    case Op::Concat:
    case Op::MakeSet:
    case Op::MakeMap:
    case Op::Merge:
    case Op::MakeRange:
    case Op::MakeRangeInclusive: return fold_collection(values, op, operands);
    case Op::ForEach: return fold_for_each(values, operands);
    case Op::Call: return fold_call(values, operands);
  }
  return fail(wrong_operands(values, op, operands));
}

}  // namespace infra::value
