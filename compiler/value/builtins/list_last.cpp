#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_last = {
    .name = "last",
    .on = "List<T>",
    .signature = "List<T>.last -> T?",
    .doc = "The last item; `none` of an empty list.",
    .example = R"([3, 1, 2].last == 2)",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return end_item(values, arguments[0], true);
    },
};

}  // namespace infra::value::builtin
