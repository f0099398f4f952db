#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_percent = {
    .name = "parse_percent",
    .on = "String",
    .signature = "String.parse_percent() -> String",
    .doc = "The text that a part of a URL stands for.",
    .example = R"("a%20b%2F%C3%BC".parse_percent() == "a b/ü")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return decoded_text("String.parse_percent", values, arguments[0], from_percent(values.as_text(arguments[0])),
                          "text with `%` and two digits");
    },
};

}  // namespace infra::value::builtin
