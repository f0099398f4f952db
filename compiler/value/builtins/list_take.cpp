#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_take = {
    .name = "take",
    .on = "List<T>",
    .signature = "List<T>.take(count: Int) -> List<T>",
    .doc = "The first `count` items, or all when there are fewer.",
    .example = R"([1, 2, 3].take(2) == [1, 2])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return items_beside("List<T>.take", values, arguments, true);
    },
};

}  // namespace infra::value::builtin
