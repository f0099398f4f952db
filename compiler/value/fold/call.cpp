// Calls of builtins.
#include <algorithm>

#include "compiler/diag/error.h"
#include "compiler/value/builtin.h"
#include "compiler/value/documents/shape.h"
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
    case Operand::Dir: return kind == ValueKind::Dir;
    case Operand::Any:
    case Operand::Passed: return true;
    case Operand::Shape: return documents::is_shape(values, value);
  }
  return false;
}

bool fit(const ValueStore& values, const Builtin& builtin, Operands arguments) {
  size_t most = builtin.arity();
  return arguments.size() <= most && arguments.size() + builtin.optional >= most &&
         std::equal(arguments.begin(), arguments.end(), builtin.operands.begin(),
                    [&](ValueId v, Operand o) { return fits(values, v, o); });
}

/// Whether what the builtin looks at is not known yet.
bool waits(const ValueStore& values, const Builtin& builtin, size_t index, ValueId argument) {
  Operand operand = builtin.operands[index];
  if (operand == Operand::Passed || operand == Operand::Function) return false;
  bool structured = index == 0 || operand == Operand::List || operand == Operand::Map;
  if (builtin.needs == Needs::Everything || !structured) return values.is_deferred(argument);
  if (values.is_deferred_itself(argument)) return true;
  auto parts = values.children(argument);
  return builtin.needs == Needs::Nested &&
         std::any_of(parts.begin(), parts.end(), [&](ValueId part) { return values.is_deferred_itself(part); });
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
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (waits(values, *builtin, i, arguments[i])) return ValueId();
  }
  if (builtin->apply != nullptr) {
    INFRA_TRY(spend(values, values.weight(arguments[0])));
    INFRA_ASSIGN(ValueId result, builtin->apply(values, arguments, caller));
    return result.valid() ? bounded(values, result) : Result<ValueId>(result);
  }

  if (builtin->needs == Needs::Everything) {
    for (ValueId argument : arguments) {
      uint64_t text = values.kind(argument) == ValueKind::String ? values.as_text(argument).size() / 16 : 0;
      INFRA_TRY(spend(values, values.weight(argument) + text));
    }
  }
  INFRA_ASSIGN(ValueId result, builtin->fold(values, arguments));
  if (!values.is_deferred_itself(result)) INFRA_TRY(spend(values, values.weight(result)));
  return bounded(values, result);
}

}  // namespace infra::value
