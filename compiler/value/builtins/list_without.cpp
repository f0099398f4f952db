#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_without = {
    .name = "without",
    .on = "List<T>",
    .signature = "List<T>.without(others: List<T>) -> List<T>",
    .doc = "The items that are not among `others`.",
    .example = R"([1, 2, 3, 2].without([2]) == [1, 3])",
    .operands = {Operand::List, Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({types.list(element)}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> others = sorted(values, values.children(arguments[1])), items;
      for (ValueId item : values.children(arguments[0])) {
        if (!holds(values, others, item)) items.push_back(item);
      }
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
