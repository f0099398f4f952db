#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_snake_case = {
    .name = "snake_case",
    .on = "String",
    .signature = "String.snake_case() -> String",
    .doc = "The words of a name in lower case, with `_` between them.",
    .example = R"("HTTPServer port-2".snake_case() == "http_server_port_2")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, joined_words(values.as_text(arguments[0]), "_"));
    },
};

}  // namespace infra::value::builtin
