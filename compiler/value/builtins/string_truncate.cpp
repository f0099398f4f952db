#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_truncate = {
    .name = "truncate",
    .on = "String",
    .signature = "String.truncate(length: Int) -> String",
    .doc = "The text, cut to `length` code points of which the last is `…` when it was longer.",
    .example = R"("immutable".truncate(6) == "immut…")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t length, count_of("String.truncate", values, arguments[1], "length"));
      if (length == 0) return out_of_range("String.truncate", values, arguments[1], "length", "it must be 1 or more");
      std::string_view self = values.as_text(arguments[0]);
      if (count_code_points(self) <= length) return arguments[0];
      return values.string(std::string(self.substr(0, code_point_offset(self, length - 1))).append("…"));
    },
};

}  // namespace infra::value::builtin
