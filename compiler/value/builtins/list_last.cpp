#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin list_last = {
    .name = "last",
    .on = "List<T>",
    .signature = "List<T>.last -> T?",
    .doc = "The last item; `none` of an empty list.",
    .example = R"([3, 1, 2].last == 2)",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      return items.empty() ? values.none() : items.back();
    },
};

}  // namespace infra::value::builtin
