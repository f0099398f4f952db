#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_format = {
    .name = "format",
    .on = "Float",
    .signature = "Float.format(digits: Int) -> String",
    .doc = "The number with `digits` digits after the dot.",
    .example = R"(2.5.format(2) == "2.50")",
    .operands = {Operand::Number, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t digits, int_between("Float.format", values, arguments[1], "digits", 0, 100));
      return values.string(fmt::format("{:.{}f}", number(values, arguments[0]), digits));
    },
};

}  // namespace infra::value::builtin
