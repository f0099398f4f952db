#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_is_empty = {
    .name = "is_empty",
    .on = "List<T>",
    .signature = "List<T>.is_empty -> Bool",
    .doc = "Whether the list has no items.",
    .example = R"([1].is_empty == false)",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!list_element(types, self).valid()) return std::nullopt;
      return signature({}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.size(arguments[0]) == 0);
    },
};

}  // namespace infra::value::builtin
