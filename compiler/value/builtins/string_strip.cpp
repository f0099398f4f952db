#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_strip = {
    .name = "strip",
    .on = "String",
    .signature = "String.strip(characters: String) -> String",
    .doc = "The text without the characters of `characters` at its ends.",
    .example = R"("--a-b--".strip("-") == "a-b")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view characters = values.as_text(arguments[1]);
      return values.string(strip_end(strip_start(values.as_text(arguments[0]), characters), characters));
    },
};

}  // namespace infra::value::builtin
