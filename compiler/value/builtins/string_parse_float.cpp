#include <charconv>
#include <cmath>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_float = {
    .name = "parse_float",
    .on = "String",
    .signature = "String.parse_float() -> Float",
    .doc = "The Float that the text says: `2`, `-1.5`, `6.02e23`.",
    .example = R"("-1.5".parse_float() == -1.5)",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      size_t digit = self.starts_with('-') ? 1 : 0;
      double number = 0;
      auto [end, error] = std::from_chars(self.data(), self.data() + self.size(), number);
      bool begins = digit < self.size() && self[digit] >= '0' && self[digit] <= '9';
      if (!begins || error != std::errc() || end != self.data() + self.size() || !std::isfinite(number)) {
        return out_of_range("String.parse_float", values, arguments[0], "self", "it is not a number of a Float");
      }
      return values.real(number);
    },
};

}  // namespace infra::value::builtin
