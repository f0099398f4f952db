#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_common = {
    .name = "common",
    .on = "List<T>",
    .signature = "List<T>.common(others: List<T>) -> List<T>",
    .doc = "The items that are among `others` as well, each once.",
    .example = R"([1, 2, 3, 2].common([2, 3, 4]) == [2, 3])",
    .operands = {Operand::List, Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({types.list(element)}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> others = sorted(values, values.children(arguments[1])), items;
      for (ValueId item : distinct(values, values.children(arguments[0]))) {
        if (holds(values, others, item)) items.push_back(item);
      }
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
