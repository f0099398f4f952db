#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_split = {
    .name = "split",
    .on = "String",
    .signature = "String.split(separator: String) -> List<String>",
    .doc = "The pieces between the separators; an empty text has one empty piece.",
    .example = R"("a,b,,c".split(",") == ["a", "b", "", "c"])",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view rest = values.as_text(arguments[0]);
      std::string_view separator = values.as_text(arguments[1]);
      if (separator.empty()) {
        return out_of_range("String.split", values, arguments[1], "separator", "it is empty");
      }
      std::vector<ValueId> pieces;
      while (true) {
        size_t at = rest.find(separator);
        INFRA_TRY(folding::spend(values, 1));
        pieces.push_back(values.string(rest.substr(0, at)));
        if (at == rest.npos) return values.list(pieces);
        rest.remove_prefix(at + separator.size());
      }
    },
};

}  // namespace infra::value::builtin
