#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin duration_seconds = {
    .name = "seconds",
    .on = "Duration",
    .signature = "Duration.seconds -> Int",
    .doc = "How many whole seconds it is.",
    .example = R"(d.seconds == 90, with d: Duration = 1.5m)",
    .without_arguments = true,
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Duration, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(values.as_int(arguments[0]) / 1000);
    },
};

}  // namespace infra::value::builtin
