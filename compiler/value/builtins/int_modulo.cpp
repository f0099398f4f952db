#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_modulo = {
    .name = "modulo",
    .on = "Int",
    .signature = "Int.modulo(by: Int) -> Int",
    .doc = "The remainder with the sign of `by`: never below zero when `by` is above.",
    .example = R"((-1).modulo(3) == 2)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t self = values.as_int(arguments[0]), by = values.as_int(arguments[1]);
      if (by == 0) return out_of_range("Int.modulo", values, arguments[1], "by", "it is zero");
      if (by == -1) return values.integer(0);
      int64_t rest = self % by;
      return values.integer(rest != 0 && (rest < 0) != (by < 0) ? rest + by : rest);
    },
};

}  // namespace infra::value::builtin
