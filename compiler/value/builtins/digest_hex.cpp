#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin digest_hex = {
    .name = "hex",
    .on = "Digest",
    .signature = "Digest.hex -> String",
    .doc = "Its 64 hexadecimal digits.",
    .example =
        R"(d.hex.take(8) == "ba7816bf", with d: Digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Digest, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(values.as_text(arguments[0]).substr(std::string_view("sha256:").size()));
    },
};

}  // namespace infra::value::builtin
