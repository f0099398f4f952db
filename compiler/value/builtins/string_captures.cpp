#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_captures = {
    .name = "captures",
    .on = "String",
    .signature = "String.captures(pattern: Regex) -> List<String>?",
    .doc =
        "What the groups of the first match hold, in order (empty for a group that took no part), or `none` without a "
        "match.",
    .example = R"example("web-7".captures(r"(\w+)-(\d+)") == ["web", "7"])example",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, types.optional(types.list(kString)));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      INFRA_ASSIGN(auto groups, first_match(values, values.as_text(arguments[0]), *pattern));
      if (groups.empty()) return values.none();
      return text_list(values, std::span(groups).subspan(1));
    },
};

}  // namespace infra::value::builtin
