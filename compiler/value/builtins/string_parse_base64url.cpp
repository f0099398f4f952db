#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_base64url = {
    .name = "parse_base64url",
    .on = "String",
    .signature = "String.parse_base64url() -> String",
    .doc = "The text that base64url stands for, with its padding or without.",
    .example = R"("YT8-".parse_base64url() == "a?>")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return decoded_text("String.parse_base64url", values, arguments[0],
                          from_base64(values.as_text(arguments[0]), Base64::Url), "base64url");
    },
};

}  // namespace infra::value::builtin
