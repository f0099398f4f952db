// Calls of builtins.
#include <algorithm>

#include "compiler/diag/error.h"
#include "compiler/value/builtin.h"
#include "compiler/value/fold/evaluator.h"
#include "compiler/value/fold/groups.h"

namespace infra::value {
namespace folding {
namespace {

bool fits(const ValueStore& values, ValueId value, Operand operand) {
  ValueKind kind = values.kind(value);
  if (values.is_deferred_itself(value)) return operand != Operand::Absent && operand != Operand::Function;
  switch (operand) {
    case Operand::Absent: return false;
    case Operand::Text: return kind == ValueKind::String;
    case Operand::Int: return kind == ValueKind::Int;
    case Operand::Number: return kind == ValueKind::Int || kind == ValueKind::Float;
    case Operand::List: return kind == ValueKind::List;
    case Operand::Map: return kind == ValueKind::Map;
    case Operand::Set: return kind == ValueKind::Set;
    case Operand::Function: return kind == ValueKind::Lambda || kind == ValueKind::Closure;
    case Operand::Range: return kind == ValueKind::Range;
    case Operand::Artifact: return kind == ValueKind::Artifact;
    case Operand::Any: return true;
  }
  return false;
}

bool fit(const ValueStore& values, const Builtin& builtin, Operands arguments) {
  auto wanted = static_cast<size_t>(std::find(builtin.operands.begin(), builtin.operands.end(), Operand::Absent) -
                                    builtin.operands.begin());
  return arguments.size() == wanted && std::equal(arguments.begin(), arguments.end(), builtin.operands.begin(),
                                                  [&](ValueId v, Operand o) { return fits(values, v, o); });
}

}  // namespace

Result<ValueId> fold_call(ValueStore& values, Operands operands) {
  Evaluator caller(values, nullptr);
  INFRA_ASSIGN(ValueId result, call_builtin(values, operands, caller));
  return result.valid() ? Result<ValueId>(result) : keep(values, Op::Call, operands);
}

}  // namespace folding

Result<ValueId> call_builtin(ValueStore& values, std::span<const ValueId> operands, FunctionCaller& caller) {
  using namespace folding;
  const Builtin* builtin = nullptr;
  if (operands.size() >= 2 && values.kind(operands[0]) == ValueKind::String) {
    builtin = find_builtin(values.as_text(operands[0]));
  }
  if (builtin == nullptr) return fail(wrong_operands(values, Op::Call, operands));
  Operands arguments = operands.subspan(1);
  if (!fit(values, *builtin, arguments)) return fail(wrong_operands(values, values.as_text(operands[0]), arguments));
  ValueId self = arguments[0];
  bool waits = builtin->needs == Needs::Structure ? values.is_deferred_itself(self) : values.is_deferred(self);
  for (ValueId argument : arguments.subspan(1)) {
    waits |= values.is_deferred(argument) && values.kind(argument) != ValueKind::Lambda;
  }
  if (waits) return ValueId();
  if (builtin->apply != nullptr) {
    INFRA_TRY(spend(values, values.weight(self)));
    INFRA_ASSIGN(ValueId result, builtin->apply(values, arguments, caller));
    return result.valid() ? bounded(values, result) : Result<ValueId>(result);
  }

  if (builtin->needs == Needs::Everything) {
    uint64_t text = values.kind(self) == ValueKind::String ? values.as_text(self).size() / 16 : 0;
    INFRA_TRY(spend(values, values.weight(self) + text));
  }
  INFRA_ASSIGN(ValueId result, builtin->fold(values, arguments));
  if (!values.is_deferred_itself(result)) INFRA_TRY(spend(values, values.weight(result)));
  return bounded(values, result);
}

}  // namespace infra::value
