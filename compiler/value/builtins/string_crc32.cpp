#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_crc32 = {
    .name = "crc32",
    .on = "String",
    .signature = "String.crc32() -> Int",
    .doc = "The CRC-32 of the UTF-8 bytes (as in zlib), to spread things and to notice accidents.",
    .example = R"("123456789".crc32() == 3421780262)",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(crc32_of(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
