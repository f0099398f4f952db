// Computing: one operation on values, now when its operands are known, or as an Apply node when they are not.
#pragma once

#include <span>
#include <string>

#include "compiler/base/result.h"
#include "compiler/value/builtin.h"
#include "compiler/value/value.h"

namespace infra::value {

/// The result of `op`, or an error (E03xx: overflow, division by zero, index out of bounds, missing key, text that
/// does not parse, a builtin's domain). Where an operand that is needed is deferred the result is an Apply node, and
/// never an error. `And`, `Or`, `If` and `Coalesce` need only the operands that decide.
Result<ValueId> fold(ValueStore& values, Op op, std::span<const ValueId> operands);

/// A call of a builtin, operands as Op::Call has them, whose functions are called through `caller`. An invalid id: what
/// they gave does not decide, or the receiver is deferred. The call must be kept then, its functions as Lambdas.
Result<ValueId> call_builtin(ValueStore& values, std::span<const ValueId> operands, FunctionCaller& caller);

/// What a deferred leaf is when a residual expression is evaluated.
class Leaves {
 public:
  virtual ~Leaves() = default;
  /// The value of a Result or Secret leaf, or an invalid id while it is not known.
  virtual Result<ValueId> leaf(ValueStore& values, ValueId id) = 0;
};

/// Evaluates a value with the leaves that are known now; what stays unknown stays deferred. Early or late, the
/// answer is the same. Starts a new budget. An error about something computed from a secret says which operation
/// failed (E0328) and never the value.
Result<ValueId> evaluate(ValueStore& values, ValueId value, Leaves& leaves);

/// How many steps and bytes one evaluation may take; how deep values may nest is ValueStore::kMaxDepth. E0390.
inline constexpr uint64_t kMaxSteps = 50'000'000;
inline constexpr uint64_t kMaxValueBytes = 700ull << 20;
/// The longest text that is computed.
inline constexpr uint64_t kMaxTextBytes = 16ull << 20;

}  // namespace infra::value
