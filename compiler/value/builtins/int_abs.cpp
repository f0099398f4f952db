#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin int_abs = {
    .name = "abs",
    .on = "Int",
    .signature = "Int.abs -> Int",
    .doc = "The distance from zero; of a Size or Duration as well.",
    .example = R"((-3).abs == 3)",
    .without_arguments = true,
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return same_amounts(types, self, 0);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      if (values.as_int(arguments[0]) >= 0) return arguments[0];
      return value::fold(values, Op::Negate, arguments.first(1));
    },
};

}  // namespace infra::value::builtin
