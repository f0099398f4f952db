#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_camel_case = {
    .name = "camel_case",
    .on = "String",
    .signature = "String.camel_case() -> String",
    .doc = "The words of a name with capitals and nothing between them; the first begins small.",
    .example = R"("max_connections".camel_case() == "maxConnections")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, camel_words(values.as_text(arguments[0]), false));
    },
};

}  // namespace infra::value::builtin
