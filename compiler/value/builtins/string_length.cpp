#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_length = {
    .name = "length",
    .on = "String",
    .signature = "String.length -> Int",
    .doc = "How many Unicode code points the text has.",
    .example = R"("grüße".length == 5)",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(static_cast<int64_t>(count_code_points(values.as_text(arguments[0]))));
    },
};

}  // namespace infra::value::builtin
