#include <cmath>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_abs = {
    .name = "abs",
    .on = "Float",
    .signature = "Float.abs -> Float",
    .doc = "The distance from zero.",
    .example = R"((-1.5).abs == 1.5)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.real(std::fabs(number(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
