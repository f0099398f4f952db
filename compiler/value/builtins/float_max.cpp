#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin float_max = {
    .name = "max",
    .on = "Float",
    .signature = "Float.max(other: Float) -> Float",
    .doc = "The larger of two Floats.",
    .example = R"(1.5.max(2.5) == 2.5)",
    .operands = {Operand::Number, Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kFloat}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return number(values, arguments[1]) > number(values, arguments[0]) ? arguments[1] : arguments[0];
    },
};

}  // namespace infra::value::builtin
