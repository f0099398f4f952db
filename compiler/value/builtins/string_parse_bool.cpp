#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_bool = {
    .name = "parse_bool",
    .on = "String",
    .signature = "String.parse_bool() -> Bool",
    .doc = "`true` or `false`, as the text says.",
    .example = R"("true".parse_bool() == true)",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      if (self != "true" && self != "false") {
        return out_of_range("String.parse_bool", values, arguments[0], "self", "it is neither `true` nor `false`");
      }
      return values.boolean(self == "true");
    },
};

}  // namespace infra::value::builtin
