#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_drop = {
    .name = "drop",
    .on = "String",
    .signature = "String.drop(count: Int) -> String",
    .doc = "What follows the first `count` code points.",
    .example = R"("v1.2".drop(1) == "1.2")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("String.drop", values, arguments[1], "count"));
      std::string_view self = values.as_text(arguments[0]);
      return values.string(self.substr(code_point_offset(self, count)));
    },
};

}  // namespace infra::value::builtin
