#include <functional>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_min = {
    .name = "min",
    .on = "Float",
    .signature = "Float.min(other: Float) -> Float",
    .doc = "The smaller of two Floats.",
    .example = R"(1.5.min(2.5) == 1.5)",
    .operands = {Operand::Number, Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kFloat}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return winner<number>(values, arguments, std::less<double>());
    },
};

}  // namespace infra::value::builtin
