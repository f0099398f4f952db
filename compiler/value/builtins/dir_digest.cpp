#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin dir_digest = {
    .name = "digest",
    .on = "Dir",
    .signature = "Dir.digest -> Digest",
    .doc = "The SHA-256 of the list of its files: their paths, their digests, which may be executed, and links.",
    .example =
        R"(d.digest == "sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844", with d: Dir = dir("site"))",
    .without_arguments = true,
    .operands = {Operand::Dir},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Dir, {}, kDigest);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(values.content_digest(arguments[0]).text());
    },
};

}  // namespace infra::value::builtin
