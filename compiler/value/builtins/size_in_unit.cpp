#include "compiler/value/builtins/quantities.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin size_in_unit = {
    .name = "in_unit",
    .on = "Size",
    .signature = "Size.in_unit(unit: String) -> String",
    .doc = "The whole number of that unit, with the unit: what is not whole is an error.",
    .example = R"(s.in_unit("MiB") == "1536MiB", with s: Size = 1.5GiB)",
    .operands = {Operand::Int, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Size, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_unit("Size.in_unit", values, arguments, true);
    },
};

}  // namespace infra::value::builtin
