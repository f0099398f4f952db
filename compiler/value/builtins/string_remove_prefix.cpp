#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_remove_prefix = {
    .name = "remove_prefix",
    .on = "String",
    .signature = "String.remove_prefix(prefix: String) -> String",
    .doc = "The text without `prefix` at its beginning; the same text when it does not begin so.",
    .example = R"("v1.2".remove_prefix("v") == "1.2")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view prefix = values.as_text(arguments[1]);
      return self.starts_with(prefix) ? values.string(self.substr(prefix.size())) : arguments[0];
    },
};

}  // namespace infra::value::builtin
