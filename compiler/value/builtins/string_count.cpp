#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_count = {
    .name = "count",
    .on = "String",
    .signature = "String.count(part: String) -> Int",
    .doc = "How often `part` stands in the text, without overlaps.",
    .example = R"("a,b,,c".count(",") == 3)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view part = values.as_text(arguments[1]);
      if (part.empty()) return out_of_range("String.count", values, arguments[1], "part", "it is empty");
      int64_t count = 0;
      for (size_t at = self.find(part); at != self.npos; at = self.find(part, at + part.size())) ++count;
      return values.integer(count);
    },
};

}  // namespace infra::value::builtin
