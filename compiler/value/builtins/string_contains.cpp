#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_contains = {
    .name = "contains",
    .on = "String",
    .signature = "String.contains(part: String) -> Bool",
    .doc = "Whether `part` stands somewhere in the text.",
    .example = R"("10.20.0.1".contains("20") == true)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.as_text(arguments[0]).find(values.as_text(arguments[1])) != std::string_view::npos);
    },
};

}  // namespace infra::value::builtin
