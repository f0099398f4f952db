#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_round_down = {
    .name = "round_down",
    .on = "Int",
    .signature = "Int.round_down(step: Int) -> Int",
    .doc = "The multiple of `step` before, or the number itself when it is one; of a Size or Duration as well.",
    .example = R"(13.round_down(5) == 10)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return same_amounts(types, self, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return multiple("Int.round_down", values, arguments, false);
    },
};

}  // namespace infra::value::builtin
