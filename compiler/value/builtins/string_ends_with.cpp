#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_ends_with = {
    .name = "ends_with",
    .on = "String",
    .signature = "String.ends_with(suffix: String) -> Bool",
    .doc = "Whether the text ends with `suffix`.",
    .example = R"("a.tar.gz".ends_with(".zip") == false)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.as_text(arguments[0]).ends_with(values.as_text(arguments[1])));
    },
};

}  // namespace infra::value::builtin
