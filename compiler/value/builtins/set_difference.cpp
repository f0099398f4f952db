#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_difference = {
    .name = "difference",
    .on = "Set<T>",
    .signature = "Set<T>.difference(other: Set<T>) -> Set<T>",
    .doc = "What is not in `other`.",
    .example = R"(s.difference([2, 9]).to_list() == [1, 3], with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({self}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.set(items_among(values, arguments[0], arguments[1], false));
    },
};

}  // namespace infra::value::builtin
