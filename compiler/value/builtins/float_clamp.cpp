#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_clamp = {
    .name = "clamp",
    .on = "Float",
    .signature = "Float.clamp(low: Float, high: Float) -> Float",
    .doc = "The number itself, or the bound that it lies outside of.",
    .example = R"(0.2.clamp(0.5, 1.5) == 0.5)",
    .operands = {Operand::Number, Operand::Number, Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kFloat, kFloat}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return clamped<number>("Float.clamp", values, arguments);
    },
};

}  // namespace infra::value::builtin
