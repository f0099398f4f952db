#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_sign = {
    .name = "sign",
    .on = "Float",
    .signature = "Float.sign -> Int",
    .doc = "−1, 0 or 1.",
    .example = R"((-0.5).sign == -1)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      double self = number(values, arguments[0]);
      return values.integer(self > 0 ? 1 : self < 0 ? -1 : 0);
    },
};

}  // namespace infra::value::builtin
