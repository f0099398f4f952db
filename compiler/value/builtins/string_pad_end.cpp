#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_pad_end = {
    .name = "pad_end",
    .on = "String",
    .signature = "String.pad_end(width: Int, fill: String = \" \") -> String",
    .doc = "The text with `fill` after it until it has `width` code points.",
    .example = R"("ab".pad_end(4) == "ab  ")",
    .optional = 1,
    .operands = {Operand::Text, Operand::Int, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt, kString}, kString, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::string fill, padding("String.pad_end", values, arguments));
      return new_text(values, std::string(values.as_text(arguments[0])).append(fill));
    },
};

}  // namespace infra::value::builtin
