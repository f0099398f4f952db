#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin list_unique = {
    .name = "unique",
    .on = "List<T>",
    .signature = "List<T>.unique -> Bool",
    .doc = "Whether no two items are equal.",
    .example = R"(["a", "b", "a"].unique == false)",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      return signature({}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      std::vector<ValueId> sorted(items.begin(), items.end());
      auto before = [&](ValueId a, ValueId b) { return order(values, a, b) < 0; };
      std::sort(sorted.begin(), sorted.end(), before);
      auto same = [&](ValueId a, ValueId b) { return order(values, a, b) == 0; };
      return values.boolean(std::adjacent_find(sorted.begin(), sorted.end(), same) == sorted.end());
    },
};

}  // namespace infra::value::builtin
