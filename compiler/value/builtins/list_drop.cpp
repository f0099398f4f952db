#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_drop = {
    .name = "drop",
    .on = "List<T>",
    .signature = "List<T>.drop(count: Int) -> List<T>",
    .doc = "What follows the first `count` items.",
    .example = R"([1, 2, 3].drop(2) == [3])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return items_beside("List<T>.drop", values, arguments, false);
    },
};

}  // namespace infra::value::builtin
