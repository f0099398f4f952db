#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_slice = {
    .name = "slice",
    .on = "String",
    .signature = "String.slice(from: Int, to: Int) -> String",
    .doc = "The code points from number `from` to before number `to`; both count from 0 and stay within the text.",
    .example = R"("immutable".slice(2, 5) == "mut")",
    .operands = {Operand::Text, Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt, kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      auto length = static_cast<int64_t>(count_code_points(self));
      INFRA_ASSIGN(int64_t from, int_between("String.slice", values, arguments[1], "from", 0, length));
      INFRA_ASSIGN(int64_t to, int_between("String.slice", values, arguments[2], "to", from, length));
      size_t begin = code_point_offset(self, static_cast<uint64_t>(from));
      return values.string(self.substr(begin, code_point_offset(self, static_cast<uint64_t>(to)) - begin));
    },
};

}  // namespace infra::value::builtin
