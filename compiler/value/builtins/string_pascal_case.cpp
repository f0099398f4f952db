#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_pascal_case = {
    .name = "pascal_case",
    .on = "String",
    .signature = "String.pascal_case() -> String",
    .doc = "The words of a name with capitals and nothing between them.",
    .example = R"("max_connections".pascal_case() == "MaxConnections")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, camel_words(values.as_text(arguments[0]), true));
    },
};

}  // namespace infra::value::builtin
