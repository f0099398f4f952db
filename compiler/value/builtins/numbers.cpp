#include "compiler/value/builtins/numbers.h"

namespace infra::value::builtin {

Result<ValueId> whole(std::string_view builtin, ValueStore& values, ValueId self, double rounded) {
  // Both bounds are doubles; the upper one is the first that is too large.
  if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
    return out_of_range(builtin, values, self, "self", "it does not fit a 64-bit Int");
  }
  return values.integer(static_cast<int64_t>(rounded));
}

std::optional<Signature> same_amounts(const types::TypeStore& types, types::TypeId self, size_t parameters) {
  if (!is_whole_amount(types, self)) return std::nullopt;
  return signature(std::vector<types::TypeId>(parameters, self), self);
}

Result<ValueId> multiple(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments, bool up) {
  int64_t self = values.as_int(arguments[0]), step = values.as_int(arguments[1]);
  if (step <= 0) return out_of_range(builtin, values, arguments[1], "step", "it must be above zero");
  int64_t over = self % step;
  if (over == 0) return arguments[0];
  if (over < 0) over += step;
  int64_t result = 0;
  bool overflow = up ? __builtin_add_overflow(self, step - over, &result) : __builtin_sub_overflow(self, over, &result);
  if (overflow) return out_of_range(builtin, values, arguments[0], "self", "the result does not fit a 64-bit Int");
  return values.integer(result);
}

}  // namespace infra::value::builtin
