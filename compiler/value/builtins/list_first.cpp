#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_first = {
    .name = "first",
    .on = "List<T>",
    .signature = "List<T>.first -> T?",
    .doc = "The first item; `none` of an empty list. With a function, the first item that `find` finds by it.",
    .example = R"([3, 1, 2].first == 3)",
    .without_arguments = true,
    .called = "find",
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return end_item(values, arguments[0], false);
    },
};

}  // namespace infra::value::builtin
