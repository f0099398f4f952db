#include <charconv>

#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_rounded = {
    .name = "rounded",
    .on = "Float",
    .signature = "Float.rounded(digits: Int) -> Float",
    .doc = "The Float nearest to the number with `digits` digits after the dot.",
    .example = R"(3.14159.rounded(2) == 3.14)",
    .operands = {Operand::Number, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kInt}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t digits, int_between("Float.rounded", values, arguments[1], "digits", 0, 15));
      std::string text = fmt::format("{:.{}f}", number(values, arguments[0]), digits);
      double result = 0;
      std::from_chars(text.data(), text.data() + text.size(), result);
      return values.real(result);
    },
};

}  // namespace infra::value::builtin
