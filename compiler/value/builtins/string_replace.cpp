#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_replace = {
    .name = "replace",
    .on = "String",
    .signature = "String.replace(pattern: Regex, with: String) -> String",
    .doc = "The text with each match of the regular expression replaced; `\\1` in `with` is the first group.",
    .example = R"("a  b c".replace(" +", "-") == "a-b-c")",
    .operands = {Operand::Text, Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex, kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::string replaced, replace_all(values, values.as_text(arguments[0]), values.as_text(arguments[1]),
                                                     values.as_text(arguments[2])));
      return values.string(replaced);
    },
};

}  // namespace infra::value::builtin
