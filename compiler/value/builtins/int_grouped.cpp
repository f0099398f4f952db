#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_grouped = {
    .name = "grouped",
    .on = "Int",
    .signature = "Int.grouped(separator: String = \",\") -> String",
    .doc = "The number with `separator` before each three digits.",
    .example = R"(1234567.grouped() == "1,234,567")",
    .optional = 1,
    .operands = {Operand::Int, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kString}, kString, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view separator = arguments.size() > 1 ? values.as_text(arguments[1]) : ",";
      int64_t self = values.as_int(arguments[0]);
      std::string out = fmt::format("{}", self);
      size_t first = self < 0 ? 1 : 0;
      for (size_t at = out.size(); at > first + 3;) out.insert(at -= 3, separator);
      return new_text(values, out);
    },
};

}  // namespace infra::value::builtin
