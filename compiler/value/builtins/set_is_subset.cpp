#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_is_subset = {
    .name = "is_subset",
    .on = "Set<T>",
    .signature = "Set<T>.is_subset(other: Set<T>) -> Bool",
    .doc = "Whether all of it is in `other`.",
    .example = R"(s.is_subset([1, 2, 3, 4]) == true, with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({self}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(items_among(values, arguments[0], arguments[1], false).empty());
    },
};

}  // namespace infra::value::builtin
