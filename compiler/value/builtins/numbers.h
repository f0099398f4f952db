// What the builtins of numbers share.
#pragma once

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// The argument that `wins` against the other: for `min` and `max`.
template <auto number_of, typename Wins>
Result<ValueId> winner(ValueStore& values, std::span<const ValueId> arguments, Wins wins) {
  return wins(number_of(values, arguments[1]), number_of(values, arguments[0])) ? arguments[1] : arguments[0];
}
inline int64_t whole_number(const ValueStore& values, ValueId value) { return values.as_int(value); }

/// The receiver, or the bound that it lies outside of; E0327 when the bounds are the wrong way round.
template <auto number_of>
Result<ValueId> clamped(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments) {
  auto self = number_of(values, arguments[0]), low = number_of(values, arguments[1]);
  if (number_of(values, arguments[2]) < low) {
    return out_of_range(builtin, values, arguments[2], "high",
                        "it is below `low`, " + folding::describe(values, arguments[1]));
  }
  if (self < low) return arguments[1];
  return self > number_of(values, arguments[2]) ? arguments[2] : arguments[0];
}

/// A Float that is a whole number, as an Int; E0327 when it does not fit one.
Result<ValueId> whole(std::string_view builtin, ValueStore& values, ValueId self, double rounded);

/// The signature of a method of Int, Size and Duration whose parameters and result are of the same type.
std::optional<Signature> same_amounts(const types::TypeStore& types, types::TypeId self, size_t parameters);

/// The multiple of the second argument at which the first one is, or the next one when `up`.
Result<ValueId> multiple(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments, bool up);

}  // namespace infra::value::builtin
