#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_is_empty = {
    .name = "is_empty",
    .on = "String",
    .signature = "String.is_empty -> Bool",
    .doc = "Whether the text has no characters.",
    .example = R"("".is_empty == true)",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.as_text(arguments[0]).empty());
    },
};

}  // namespace infra::value::builtin
