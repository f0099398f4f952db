#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_pad_start = {
    .name = "pad_start",
    .on = "String",
    .signature = "String.pad_start(width: Int, fill: String = \" \") -> String",
    .doc = "The text with `fill` before it until it has `width` code points.",
    .example = R"("7".pad_start(3, "0") == "007")",
    .optional = 1,
    .operands = {Operand::Text, Operand::Int, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt, kString}, kString, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::string fill, padding("String.pad_start", values, arguments));
      return new_text(values, fill.append(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
