#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_to_list = {
    .name = "to_list",
    .on = "Set<T>",
    .signature = "Set<T>.to_list() -> List<T>",
    .doc = "The items in ascending order.",
    .example = R"(s.to_list() == [1, 2, 3], with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      types::TypeId element = types[self].element;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.list(values.children(arguments[0]));
    },
};

}  // namespace infra::value::builtin
