#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_single = {
    .name = "single",
    .on = "List<T>",
    .signature = "List<T>.single -> T?",
    .doc = "The only item; `none` of an empty list, and an error of a longer one.",
    .example = R"([7].single == 7)",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      if (values.size(arguments[0]) > 1) {
        return out_of_range("List<T>.single", values, arguments[0], "self", "it has more than one item");
      }
      return end_item(values, arguments[0], false);
    },
};

}  // namespace infra::value::builtin
