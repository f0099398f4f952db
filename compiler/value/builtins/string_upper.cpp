#include <utf8proc.h>

#include "compiler/value/builtins/letters.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_upper = {
    .name = "upper",
    .on = "String",
    .signature = "String.upper() -> String",
    .doc = "The text in upper case, letter by letter, in no particular language.",
    .example = R"("db_url".upper() == "DB_URL")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(map_letters(values.as_text(arguments[0]), utf8proc_toupper));
    },
};

}  // namespace infra::value::builtin
