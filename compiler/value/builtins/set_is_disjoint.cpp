#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_is_disjoint = {
    .name = "is_disjoint",
    .on = "Set<T>",
    .signature = "Set<T>.is_disjoint(other: Set<T>) -> Bool",
    .doc = "Whether nothing of it is in `other`.",
    .example = R"(s.is_disjoint([4, 5]) == true, with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({self}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(items_among(values, arguments[0], arguments[1], true).empty());
    },
};

}  // namespace infra::value::builtin
