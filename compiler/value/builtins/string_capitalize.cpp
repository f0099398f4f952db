#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_capitalize = {
    .name = "capitalize",
    .on = "String",
    .signature = "String.capitalize() -> String",
    .doc = "The text with its first letter as a capital.",
    .example = R"("web server".capitalize() == "Web server")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(capitalized(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
