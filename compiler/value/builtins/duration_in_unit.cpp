#include "compiler/value/builtins/quantities.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin duration_in_unit = {
    .name = "in_unit",
    .on = "Duration",
    .signature = "Duration.in_unit(unit: String) -> String",
    .doc = "The whole number of that unit, with the unit: what is not whole is an error.",
    .example = R"(d.in_unit("s") == "90s", with d: Duration = 1.5m)",
    .operands = {Operand::Int, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Duration, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_unit("Duration.in_unit", values, arguments, false);
    },
};

}  // namespace infra::value::builtin
