#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin duration_milliseconds = {
    .name = "milliseconds",
    .on = "Duration",
    .signature = "Duration.milliseconds -> Int",
    .doc = "How many milliseconds it is.",
    .example = R"(d.milliseconds == 1500, with d: Duration = 1500ms)",
    .without_arguments = true,
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Duration, {}, kInt);
    },
    .fold = [](ValueStore&, std::span<const ValueId> arguments) -> Result<ValueId> { return arguments[0]; },
};

}  // namespace infra::value::builtin
