#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_starts_with = {
    .name = "starts_with",
    .on = "String",
    .signature = "String.starts_with(prefix: String) -> Bool",
    .doc = "Whether the text begins with `prefix`.",
    .example = R"("v1.2".starts_with("v") == true)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.as_text(arguments[0]).starts_with(values.as_text(arguments[1])));
    },
};

}  // namespace infra::value::builtin
