#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_lines = {
    .name = "lines",
    .on = "String",
    .signature = "String.lines() -> List<String>",
    .doc = "The lines without their line ends; a final line end begins no line.",
    .example = R"("a\nb\n".lines() == ["a", "b"])",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return text_list(values, lines_of(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
