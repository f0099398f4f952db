#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_log = {
    .name = "log",
    .on = "Int",
    .signature = "Int.log(base: Int) -> Int",
    .doc = "The largest whole exponent with which `base` gives at most this number.",
    .example = R"(1000.log(2) == 9)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t self = values.as_int(arguments[0]), base = values.as_int(arguments[1]), exponent = 0;
      if (self < 1) return out_of_range("Int.log", values, arguments[0], "self", "it must be 1 or more");
      if (base < 2) return out_of_range("Int.log", values, arguments[1], "base", "it must be 2 or more");
      for (; self >= base; self /= base) ++exponent;
      return values.integer(exponent);
    },
};

}  // namespace infra::value::builtin
