// Int and Float. An Int beside a Float counts as one.
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars.h"

namespace infra::value::folding {
namespace {

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::Add: return "+";
    case Op::Multiply: return "*";
    case Op::Divide: return "/";
    case Op::Remainder: return "%";
    default: return "-";
  }
}

/// Nothing when the result does not fit; the divisor is not zero.
std::optional<int64_t> compute(Op op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case Op::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case Op::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    default:
      // The one quotient that does not fit; its remainder is 0, but the instruction traps on both.
      if (a == std::numeric_limits<int64_t>::min() && b == -1)
        return op == Op::Remainder ? std::optional<int64_t>(0) : std::nullopt;
      result = op == Op::Divide ? a / b : a % b;
  }
  return overflow ? std::nullopt : std::optional(result);
}

double compute(Op op, double a, double b) {
  switch (op) {
    case Op::Add: return a + b;
    case Op::Subtract: return a - b;
    case Op::Multiply: return a * b;
    case Op::Divide: return a / b;
    default: return std::fmod(a, b);
  }
}

bool is_number(const ValueStore& values, ValueId id) {
  return values.kind(id) == ValueKind::Int || values.kind(id) == ValueKind::Float;
}

double as_double(const ValueStore& values, ValueId id) {
  return values.kind(id) == ValueKind::Int ? static_cast<double>(values.as_int(id)) : values.as_float(id);
}

Result<ValueId> finite(ValueStore& values, double value, const std::string& written) {
  if (!std::isfinite(value)) return fail(diag::error(diag::FloatNotFinite, written));
  return values.real(value);
}

Result<ValueId> negate(ValueStore& values, ValueId operand) {
  if (values.kind(operand) == ValueKind::Float) return values.real(-values.as_float(operand));
  int64_t v = values.as_int(operand);
  if (v == std::numeric_limits<int64_t>::min()) {
    return fail(diag::error(diag::IntOverflow, fmt::format("-({})", v)));
  }
  return values.integer(-v);
}

Result<ValueId> make_size(ValueStore& values, Operands operands) {
  if (values.kind(operands[0]) != ValueKind::Int) return fail(wrong_operands(values, Op::MakeSize, operands));
  int64_t bytes = values.as_int(operands[0]);
  if (bytes < 0) return fail(diag::error(diag::NegativeSize, print_size(bytes)));
  return operands[0];
}

}  // namespace

Result<ValueId> fold_arithmetic(ValueStore& values, Op op, Operands operands) {
  bool deferred = false;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      deferred = true;
    } else if (!is_number(values, operand)) {
      return fail(wrong_operands(values, op, operands));
    }
  }
  if (deferred) return keep(values, op, operands);
  if (op == Op::Negate) return negate(values, operands[0]);
  if (op == Op::MakeSize) return make_size(values, operands);

  ValueId left = operands[0], right = operands[1];
  if (values.kind(left) == ValueKind::Int && values.kind(right) == ValueKind::Int) {
    int64_t a = values.as_int(left), b = values.as_int(right);
    std::string written = fmt::format("{} {} {}", a, sign_of(op), b);
    if (b == 0 && (op == Op::Divide || op == Op::Remainder)) return fail(diag::error(diag::DivisionByZero, written));
    std::optional<int64_t> result = compute(op, a, b);
    if (!result) return fail(diag::error(diag::IntOverflow, written));
    return values.integer(*result);
  }
  double a = as_double(values, left), b = as_double(values, right);
  std::string written = fmt::format("{} {} {}", print_float_literal(a), sign_of(op), print_float_literal(b));
  if (b == 0 && (op == Op::Divide || op == Op::Remainder)) return fail(diag::error(diag::DivisionByZero, written));
  return finite(values, compute(op, a, b), written);
}

}  // namespace infra::value::folding
