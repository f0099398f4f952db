#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_sha512 = {
    .name = "sha512",
    .on = "String",
    .signature = "String.sha512() -> String",
    .doc = "The SHA-512 of the UTF-8 bytes, in hexadecimal digits.",
    .example = R"("abc".sha512().take(8) == "ddaf35a1")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(sha512_hex(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
