#include <functional>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_max = {
    .name = "max",
    .on = "Int",
    .signature = "Int.max(other: Int) -> Int",
    .doc = "The larger of two Ints, Sizes or Durations.",
    .example = R"(3.max(5) == 5)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return same_amounts(types, self, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return winner<whole_number>(values, arguments, std::greater<int64_t>());
    },
};

}  // namespace infra::value::builtin
