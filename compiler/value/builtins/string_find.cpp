#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_find = {
    .name = "find",
    .on = "String",
    .signature = "String.find(pattern: Regex) -> String?",
    .doc = "The first match of the regular expression, or `none`.",
    .example = R"("release v1.2 of web".find(r"v\d+") == "v1")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, types.optional(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      INFRA_ASSIGN(auto groups, first_match(values, values.as_text(arguments[0]), *pattern));
      return groups.empty() ? Result<ValueId>(values.none()) : new_text(values, groups[0]);
    },
};

}  // namespace infra::value::builtin
