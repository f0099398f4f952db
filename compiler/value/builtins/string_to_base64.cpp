#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_to_base64 = {
    .name = "to_base64",
    .on = "String",
    .signature = "String.to_base64() -> String",
    .doc = "The UTF-8 bytes in base64 (RFC 4648).",
    .example = R"("grün".to_base64() == "Z3LDvG4=")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, to_base64(values.as_text(arguments[0]), Base64::Standard));
    },
};

}  // namespace infra::value::builtin
