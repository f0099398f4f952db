#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_sorted = {
    .name = "sorted",
    .on = "List<T>",
    .signature = "List<T>.sorted -> List<T>",
    .doc = "The items in ascending order: numbers by value, text by code point, enum members as declared.",
    .example = R"([3, 1, 2].sorted == [1, 2, 3])",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || !is_ordered(types, element)) return std::nullopt;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.list(sorted(values, values.children(arguments[0])));
    },
};

}  // namespace infra::value::builtin
