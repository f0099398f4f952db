#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin list_drop = {
    .name = "drop",
    .on = "List<T>",
    .signature = "List<T>.drop(count: Int) -> List<T>",
    .doc = "What follows the first `count` items.",
    .example = R"([1, 2, 3].drop(2) == [3])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("List<T>.drop", values, arguments[1], "count"));
      auto items = values.children(arguments[0]);
      return values.list(items.subspan(std::min<uint64_t>(count, items.size())));
    },
};

}  // namespace infra::value::builtin
