#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin list_sorted = {
    .name = "sorted",
    .on = "List<T>",
    .signature = "List<T>.sorted -> List<T>",
    .doc = "The items in ascending order: numbers by value, text by code point, enum members as declared.",
    .example = R"([3, 1, 2].sorted == [1, 2, 3])",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List || !is_ordered(types, type.element)) return std::nullopt;
      types::TypeId element = type.element;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      std::vector<ValueId> sorted(items.begin(), items.end());
      std::stable_sort(sorted.begin(), sorted.end(), [&](ValueId a, ValueId b) { return order(values, a, b) < 0; });
      return values.list(sorted);
    },
};

}  // namespace infra::value::builtin
