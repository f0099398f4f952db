// The groups of operations, one file each, and what they share. Private to `fold`.
#pragma once

#include <span>
#include <string>

#include "compiler/base/result.h"
#include "compiler/value/value.h"

namespace infra::value::folding {

using Operands = std::span<const ValueId>;

// Each takes as many operands as its line in ops.def says, all of them within the bounds of depth and weight.
Result<ValueId> fold_arithmetic(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_logic(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_comparison(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_text(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_access(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_collection(ValueStore& values, Op op, Operands operands);
Result<ValueId> fold_for_each(ValueStore& values, Operands operands);
Result<ValueId> fold_call(ValueStore& values, Operands operands);

/// The operation as an Apply node; E0390 when it would be too large.
Result<ValueId> keep(ValueStore& values, Op op, Operands operands);
/// `value` unless it is too large to be walked.
Result<ValueId> bounded(const ValueStore& values, ValueId value);
/// So many bytes of text are copied and looked up in the time of a step.
inline constexpr uint64_t kBytesOfAStep = 32;
/// E0390 unless the budget of steps, or of bytes, has room.
Result<void> spend(ValueStore& values, uint64_t steps);
Result<void> make_room(const ValueStore& values, uint64_t bytes);
/// The same for one text, which has a limit of its own.
Result<void> make_text_room(const ValueStore& values, uint64_t bytes);

/// A value in a few words, for messages: `3`, `"v1"`, `a list of 2`.
std::string describe(const ValueStore& values, ValueId value);
/// E0326, with the operands described.
Error wrong_operands(const ValueStore& values, std::string_view operation, Operands operands);
Error wrong_operands(const ValueStore& values, Op op, Operands operands);

/// The shortest text that reads back as the same double, laid out as ECMAScript does.
std::string print_float(double value);

}  // namespace infra::value::folding
