#include <charconv>

#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_int = {
    .name = "parse_int",
    .on = "String",
    .signature = "String.parse_int(base: Int = 10) -> Int",
    .doc = "The Int that the text says, in digits of `base` (2 to 36), with a sign or without.",
    .example = R"("ff".parse_int(16) == 255)",
    .optional = 1,
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kInt, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t base = 10;
      if (arguments.size() > 1) {
        INFRA_ASSIGN(base, int_between("String.parse_int", values, arguments[1], "base", 2, 36));
      }
      std::string_view digits = values.as_text(arguments[0]);
      if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
      int64_t number = 0;
      auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, static_cast<int>(base));
      if (error == std::errc::result_out_of_range) {
        return out_of_range("String.parse_int", values, arguments[0], "self", "it does not fit a 64-bit Int");
      }
      if (error != std::errc() || end != digits.data() + digits.size()) {
        return out_of_range("String.parse_int", values, arguments[0], "self",
                            fmt::format("it is not a whole number in base {}", base));
      }
      return values.integer(number);
    },
};

}  // namespace infra::value::builtin
