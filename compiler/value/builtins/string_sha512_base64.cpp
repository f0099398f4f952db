#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_sha512_base64 = {
    .name = "sha512_base64",
    .on = "String",
    .signature = "String.sha512_base64() -> String",
    .doc =
        "The SHA-512 of the UTF-8 bytes, its 64 bytes in base64, as integrity attributes of HTML and lock files have "
        "it.",
    .example = R"("abc".sha512_base64().take(8) == "3a81oZNh")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      const auto digest = sha512(values.as_text(arguments[0]));
      const std::string bytes(digest.begin(), digest.end());
      return values.string(to_base64(bytes, Base64::Standard));
    },
};

}  // namespace infra::value::builtin
