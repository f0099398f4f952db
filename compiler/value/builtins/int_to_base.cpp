#include <charconv>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_to_base = {
    .name = "to_base",
    .on = "Int",
    .signature = "Int.to_base(base: Int) -> String",
    .doc = "The number in digits of `base` (2 to 36), small letters among them.",
    .example = R"(255.to_base(16) == "ff")",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t base, int_between("Int.to_base", values, arguments[1], "base", 2, 36));
      std::array<char, 65> digits{};
      auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), values.as_int(arguments[0]),
                                        static_cast<int>(base));
      return values.string({digits.data(), static_cast<size_t>(end - digits.data())});
    },
};

}  // namespace infra::value::builtin
