#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_trim = {
    .name = "trim",
    .on = "String",
    .signature = "String.trim() -> String",
    .doc = "The text without spaces, tabs and line breaks at its ends.",
    .example = R"("  a b ".trim() == "a b")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(strip_end(strip_start(values.as_text(arguments[0]), kBlank), kBlank));
    },
};

}  // namespace infra::value::builtin
