#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_base64 = {
    .name = "parse_base64",
    .on = "String",
    .signature = "String.parse_base64() -> String",
    .doc = "The text that base64 stands for.",
    .example = R"("Z3LDvG4=".parse_base64() == "grün")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return decoded_text("String.parse_base64", values, arguments[0],
                          from_base64(values.as_text(arguments[0]), Base64::Standard), "base64");
    },
};

}  // namespace infra::value::builtin
