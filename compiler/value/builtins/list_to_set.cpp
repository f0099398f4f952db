#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_to_set = {
    .name = "to_set",
    .on = "List<T>",
    .signature = "List<T>.to_set() -> Set<T>",
    .doc = "The items as a set, each once.",
    .example = R"([2, 1, 2].to_set().to_list() == [1, 2])",
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.set(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.set(distinct(values, values.children(arguments[0])));
    },
};

}  // namespace infra::value::builtin
