#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_index_of = {
    .name = "index_of",
    .on = "String",
    .signature = "String.index_of(part: String) -> Int?",
    .doc = "Where `part` stands for the first time, as a number of code points from 0, or `none`.",
    .example = R"("grüße/grüße".index_of("/") == 5)",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, types.optional(kInt));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      size_t at = self.find(values.as_text(arguments[1]));
      if (at == self.npos) return values.none();
      return values.integer(static_cast<int64_t>(count_code_points(self.substr(0, at))));
    },
};

}  // namespace infra::value::builtin
