#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_round_up = {
    .name = "round_up",
    .on = "Int",
    .signature = "Int.round_up(step: Int) -> Int",
    .doc = "The next multiple of `step`, or the number itself when it is one; of a Size or Duration as well.",
    .example = R"(13.round_up(5) == 15)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return same_amounts(types, self, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return multiple("Int.round_up", values, arguments, true);
    },
};

}  // namespace infra::value::builtin
