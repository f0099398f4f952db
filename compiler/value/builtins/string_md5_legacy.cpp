#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_md5_legacy = {
    .name = "md5_legacy",
    .on = "String",
    .signature = "String.md5_legacy() -> String",
    .doc = "The MD5 of the UTF-8 bytes, for protocols that ask for it: it protects nothing.",
    .example = R"("abc".md5_legacy() == "900150983cd24fb0d6963f7d28e17f72")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(md5_hex(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
