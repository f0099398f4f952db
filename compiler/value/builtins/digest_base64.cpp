#include "compiler/base/digest.h"
#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin digest_base64 = {
    .name = "base64",
    .on = "Digest",
    .signature = "Digest.base64 -> String",
    .doc = "Its 32 bytes in base64.",
    .example =
        R"(d.base64 == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", with d: Digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Digest, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::optional<infra::Digest> digest = infra::Digest::parse(values.as_text(arguments[0]));
      if (!digest) return out_of_range("Digest.base64", values, arguments[0], "self", "it is not a digest");
      std::string_view bytes(reinterpret_cast<const char*>(digest->bytes.data()), digest->bytes.size());
      return values.string(to_base64(bytes, Base64::Standard));
    },
};

}  // namespace infra::value::builtin
