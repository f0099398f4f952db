#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_reversed = {
    .name = "reversed",
    .on = "List<T>",
    .signature = "List<T>.reversed -> List<T>",
    .doc = "The items from the last to the first.",
    .example = R"(["a", "b"].reversed == ["b", "a"])",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      return values.list(std::vector<ValueId>(items.rbegin(), items.rend()));
    },
};

}  // namespace infra::value::builtin
