#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_hex = {
    .name = "parse_hex",
    .on = "String",
    .signature = "String.parse_hex() -> String",
    .doc = "The text that hexadecimal digits stand for.",
    .example = R"("415a".parse_hex() == "AZ")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return decoded_text("String.parse_hex", values, arguments[0], from_hex(values.as_text(arguments[0])),
                          "pairs of hexadecimal digits");
    },
};

}  // namespace infra::value::builtin
