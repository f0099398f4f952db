#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_trim_start = {
    .name = "trim_start",
    .on = "String",
    .signature = "String.trim_start() -> String",
    .doc = "The text without spaces, tabs and line breaks at its beginning.",
    .example = R"("  a ".trim_start() == "a ")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(strip_start(values.as_text(arguments[0]), kBlank));
    },
};

}  // namespace infra::value::builtin
