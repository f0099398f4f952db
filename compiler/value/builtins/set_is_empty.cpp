#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_is_empty = {
    .name = "is_empty",
    .on = "Set<T>",
    .signature = "Set<T>.is_empty -> Bool",
    .doc = "Whether the set has no items.",
    .example = R"(s.is_empty == false, with s: Set<Int> = [1, 2, 3])",
    .without_arguments = true,
    .operands = {Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.size(arguments[0]) == 0);
    },
};

}  // namespace infra::value::builtin
