#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_clamp = {
    .name = "clamp",
    .on = "Int",
    .signature = "Int.clamp(low: Int, high: Int) -> Int",
    .doc = "The number itself, or the bound that it lies outside of; of a Size or Duration as well.",
    .example = R"(9.clamp(1, 5) == 5)",
    .operands = {Operand::Int, Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return same_amounts(types, self, 2);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return clamped<whole_number>("Int.clamp", values, arguments);
    },
};

}  // namespace infra::value::builtin
