#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_min = {
    .name = "min",
    .on = "List<T>",
    .signature = "List<T>.min -> T?",
    .doc = "The smallest item; `none` of an empty list.",
    .example = R"([3, 1, 2].min == 1)",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || !is_ordered(types, element)) return std::nullopt;
      return signature({}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return extreme_item(values, arguments[0], false);
    },
};

}  // namespace infra::value::builtin
