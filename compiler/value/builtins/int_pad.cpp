#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_pad = {
    .name = "pad",
    .on = "Int",
    .signature = "Int.pad(width: Int) -> String",
    .doc = "The number with zeros before it until it has `width` digits.",
    .example = R"(7.pad(3) == "007")",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t width, int_between("Int.pad", values, arguments[1], "width", 0, 1000));
      int64_t self = values.as_int(arguments[0]);
      std::string digits = fmt::format("{}", self).substr(self < 0 ? 1 : 0);
      if (digits.size() < static_cast<size_t>(width)) digits.insert(0, static_cast<size_t>(width) - digits.size(), '0');
      return values.string(self < 0 ? "-" + digits : digits);
    },
};

}  // namespace infra::value::builtin
