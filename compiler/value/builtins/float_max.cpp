#include <functional>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_max = {
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
      return winner<number>(values, arguments, std::greater<double>());
    },
};

}  // namespace infra::value::builtin
