#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_take = {
    .name = "take",
    .on = "String",
    .signature = "String.take(count: Int) -> String",
    .doc = "The first `count` code points, or all when there are fewer.",
    .example = R"("grüße".take(3) == "grü")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("String.take", values, arguments[1], "count"));
      std::string_view self = values.as_text(arguments[0]);
      return values.string(self.substr(0, code_point_offset(self, count)));
    },
};

}  // namespace infra::value::builtin
