#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_split_by = {
    .name = "split_by",
    .on = "String",
    .signature = "String.split_by(pattern: Regex) -> List<String>",
    .doc = "The pieces between the matches of the regular expression.",
    .example = R"("a, b;c".split_by(r"[,;]\s*") == ["a", "b", "c"])",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      std::vector<std::string_view> pieces;
      size_t begin = 0;
      INFRA_TRY(for_each_match(values, self, *pattern, [&](std::string_view match) {
        if (match.empty()) return;
        auto at = static_cast<size_t>(match.data() - self.data());
        pieces.push_back(self.substr(begin, at - begin));
        begin = at + match.size();
      }));
      pieces.push_back(self.substr(begin));
      return text_list(values, pieces);
    },
};

}  // namespace infra::value::builtin
