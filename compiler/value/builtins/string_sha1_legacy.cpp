#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_sha1_legacy = {
    .name = "sha1_legacy",
    .on = "String",
    .signature = "String.sha1_legacy() -> String",
    .doc = "The SHA-1 of the UTF-8 bytes, for protocols that ask for it: it protects nothing.",
    .example = R"("abc".sha1_legacy() == "a9993e364706816aba3e25717850c26c9cd0d89d")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(sha1_hex(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
