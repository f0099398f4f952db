#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_to_percent = {
    .name = "to_percent",
    .on = "String",
    .signature = "String.to_percent() -> String",
    .doc = "The text for a part of a URL: all but letters, digits and `-._~` as `%` and two digits.",
    .example = R"("a b/ü".to_percent() == "a%20b%2F%C3%BC")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, to_percent(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
