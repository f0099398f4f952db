#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin int_min = {
    .name = "min",
    .on = "Int",
    .signature = "Int.min(other: Int) -> Int",
    .doc = "The smaller of two Ints, Sizes or Durations.",
    .example = R"(3.min(5) == 3)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!is_amount(types, self) || self == kFloat) return std::nullopt;
      return signature({self}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.as_int(arguments[1]) < values.as_int(arguments[0]) ? arguments[1] : arguments[0];
    },
};

}  // namespace infra::value::builtin
