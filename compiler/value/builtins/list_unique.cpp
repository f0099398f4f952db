#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_unique = {
    .name = "unique",
    .on = "List<T>",
    .signature = "List<T>.unique -> Bool",
    .doc = "Whether no two items are equal.",
    .example = R"(["a", "b", "a"].unique == false)",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!list_element(types, self).valid()) return std::nullopt;
      return signature({}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      return values.boolean(distinct(values, items).size() == items.size());
    },
};

}  // namespace infra::value::builtin
