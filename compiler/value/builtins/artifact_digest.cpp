#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin artifact_digest = {
    .name = "digest",
    .on = "Artifact",
    .signature = "Artifact.digest -> Digest",
    .doc = "The SHA-256 of the bytes.",
    .example =
        R"(a.digest == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", with a: Artifact = file("abc"))",
    .without_arguments = true,
    .operands = {Operand::Artifact},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Artifact, {}, kDigest);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(values.content_digest(arguments[0]).text());
    },
};

}  // namespace infra::value::builtin
