// Lists and ranges put together.
#include <limits>

#include <fmt/format.h>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold/groups.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value::folding {
namespace {

Result<ValueId> concat(ValueStore& values, Operands operands) {
  ValueId left = operands[0], right = operands[1];
  bool known = true;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      known = false;
    } else if (values.kind(operand) != ValueKind::String && values.kind(operand) != ValueKind::List) {
      return fail(wrong_operands(values, Op::Concat, operands));
    }
  }
  if (!known) return keep(values, Op::Concat, operands);
  if (values.kind(left) != values.kind(right)) return fail(wrong_operands(values, Op::Concat, operands));
  if (values.kind(left) == ValueKind::String) {
    std::string_view a = values.as_text(left), b = values.as_text(right);
    INFRA_TRY(make_text_room(values, a.size() + b.size()));
    return values.string(std::string(a).append(b));
  }
  size_t size = values.size(left) + values.size(right);
  INFRA_TRY(spend(values, size));
  INFRA_TRY(make_room(values, size * sizeof(ValueId)));
  llvm::SmallVector<ValueId, 16> items;
  for (ValueId operand : operands) {
    auto part = values.children(operand);
    items.append(part.begin(), part.end());
  }
  return bounded(values, values.list({items.data(), items.size()}));
}

Result<ValueId> make_range(ValueStore& values, Op op, Operands operands) {
  bool known = true;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      known = false;
    } else if (values.kind(operand) != ValueKind::Int) {
      return fail(wrong_operands(values, op, operands));
    }
  }
  if (!known) return keep(values, op, operands);
  int64_t begin = values.as_int(operands[0]), end = values.as_int(operands[1]);
  if (op == Op::MakeRangeInclusive) {
    if (end == std::numeric_limits<int64_t>::max()) {
      return fail(diag::error(diag::IntOverflow, fmt::format("{}..={}", begin, end)));
    }
    ++end;
  }
  return values.range(begin, end);
}

}  // namespace

Result<ValueId> fold_collection(ValueStore& values, Op op, Operands operands) {
  return op == Op::Concat ? concat(values, operands) : make_range(values, op, operands);
}

}  // namespace infra::value::folding
