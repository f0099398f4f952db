#include "compiler/base/digest.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_sha256 = {
    .name = "sha256",
    .on = "String",
    .signature = "String.sha256() -> Digest",
    .doc = "The SHA-256 of the UTF-8 bytes.",
    .example = R"("abc".sha256().hex.take(8) == "ba7816bf")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kDigest);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(infra::sha256(values.as_text(arguments[0])).text());
    },
};

}  // namespace infra::value::builtin
