#include "compiler/value/optional.h"

#include "compiler/value/op.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value {

ValueId without_none(ValueStore& values, ValueId optional) {
  if (values.kind(optional) != ValueKind::Apply) return optional;
  const Op op = values.op(optional);
  if (op != Op::If && op != Op::Coalesce) return optional;
  auto parts = values.children(optional);
  llvm::SmallVector<ValueId, 3> operands(parts.begin(), parts.end());
  if (op == Op::If) {
    if (operands[1] == values.none()) return without_none(values, operands[2]);
    if (operands[2] == values.none()) return without_none(values, operands[1]);
    operands[1] = without_none(values, operands[1]);
  }
  // Of `a ?? b` the left side says for itself whether it is there.
  operands.back() = without_none(values, operands.back());
  return values.apply(op, {operands.data(), operands.size()});
}

}  // namespace infra::value
