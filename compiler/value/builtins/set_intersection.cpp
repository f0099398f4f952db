#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_intersection = {
    .name = "intersection",
    .on = "Set<T>",
    .signature = "Set<T>.intersection(other: Set<T>) -> Set<T>",
    .doc = "What is in both.",
    .example = R"(s.intersection([2, 9]).to_list() == [2], with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({self}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.set(items_among(values, arguments[0], arguments[1], true));
    },
};

}  // namespace infra::value::builtin
