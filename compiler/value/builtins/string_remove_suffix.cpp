#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_remove_suffix = {
    .name = "remove_suffix",
    .on = "String",
    .signature = "String.remove_suffix(suffix: String) -> String",
    .doc = "The text without `suffix` at its end; the same text when it does not end so.",
    .example = R"("app.tar".remove_suffix(".tar") == "app")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view suffix = values.as_text(arguments[1]);
      return self.ends_with(suffix) ? values.string(self.substr(0, self.size() - suffix.size())) : arguments[0];
    },
};

}  // namespace infra::value::builtin
