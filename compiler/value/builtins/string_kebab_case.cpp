#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_kebab_case = {
    .name = "kebab_case",
    .on = "String",
    .signature = "String.kebab_case() -> String",
    .doc = "The words of a name in lower case, with `-` between them.",
    .example = R"("maxConnections".kebab_case() == "max-connections")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, joined_words(values.as_text(arguments[0]), "-"));
    },
};

}  // namespace infra::value::builtin
