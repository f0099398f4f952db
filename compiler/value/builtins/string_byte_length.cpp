#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_byte_length = {
    .name = "byte_length",
    .on = "String",
    .signature = "String.byte_length -> Int",
    .doc = "How many bytes the text takes as UTF-8.",
    .example = R"("grüße".byte_length == 7)",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(static_cast<int64_t>(values.as_text(arguments[0]).size()));
    },
};

}  // namespace infra::value::builtin
