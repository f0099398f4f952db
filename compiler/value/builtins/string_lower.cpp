#include <utf8proc.h>

#include "compiler/value/builtins/letters.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_lower = {
    .name = "lower",
    .on = "String",
    .signature = "String.lower() -> String",
    .doc = "The text in lower case, letter by letter, in no particular language.",
    .example = R"("ÄRGER-1".lower() == "ärger-1")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(map_letters(values.as_text(arguments[0]), utf8proc_tolower));
    },
};

}  // namespace infra::value::builtin
