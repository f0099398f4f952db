#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_find_all = {
    .name = "find_all",
    .on = "String",
    .signature = "String.find_all(pattern: Regex) -> List<String>",
    .doc = "All matches of the regular expression, which do not overlap.",
    .example = R"("10.20.0.1".find_all(r"\d+") == ["10", "20", "0", "1"])",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      std::vector<std::string_view> found;
      INFRA_TRY(for_each_match(values, values.as_text(arguments[0]), *pattern,
                               [&](std::string_view match) { found.push_back(match); }));
      return text_list(values, found);
    },
};

}  // namespace infra::value::builtin
