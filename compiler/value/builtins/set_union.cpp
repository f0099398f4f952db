#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_union = {
    .name = "union",
    .on = "Set<T>",
    .signature = "Set<T>.union(other: Set<T>) -> Set<T>",
    .doc = "What is in one of the two.",
    .example = R"(s.union([4]).length == 4, with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({self}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> items = parts_of(values, arguments[0]);
      auto other = values.children(arguments[1]);
      items.insert(items.end(), other.begin(), other.end());
      return values.set(distinct(values, items));
    },
};

}  // namespace infra::value::builtin
