#include <cmath>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_sqrt = {
    .name = "sqrt",
    .on = "Float",
    .signature = "Float.sqrt -> Float",
    .doc = "The square root.",
    .example = R"(6.25.sqrt == 2.5)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      double self = number(values, arguments[0]);
      if (self < 0) return out_of_range("Float.sqrt", values, arguments[0], "self", "it is below zero");
      return values.real(std::sqrt(self));
    },
};

}  // namespace infra::value::builtin
