#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_sign = {
    .name = "sign",
    .on = "Int",
    .signature = "Int.sign -> Int",
    .doc = "−1, 0 or 1.",
    .example = R"((-3).sign == -1)",
    .without_arguments = true,
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t self = values.as_int(arguments[0]);
      return values.integer(self > 0 ? 1 : self < 0 ? -1 : 0);
    },
};

}  // namespace infra::value::builtin
