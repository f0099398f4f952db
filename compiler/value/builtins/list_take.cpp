#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin list_take = {
    .name = "take",
    .on = "List<T>",
    .signature = "List<T>.take(count: Int) -> List<T>",
    .doc = "The first `count` items, or all when there are fewer.",
    .example = R"([1, 2, 3].take(2) == [1, 2])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("List<T>.take", values, arguments[1], "count"));
      auto items = values.children(arguments[0]);
      return values.list(items.first(std::min<uint64_t>(count, items.size())));
    },
};

}  // namespace infra::value::builtin
