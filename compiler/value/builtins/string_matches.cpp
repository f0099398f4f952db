#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_matches = {
    .name = "matches",
    .on = "String",
    .signature = "String.matches(pattern: Regex) -> Bool",
    .doc = "Whether the regular expression (RE2) matches somewhere in the text; `^` and `$` tie it to the ends.",
    .example = R"("v1.2.3".matches(r"^v\d+") == true)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      INFRA_ASSIGN(bool found, matches(values, self, *pattern));
      return values.boolean(found);
    },
};

}  // namespace infra::value::builtin
