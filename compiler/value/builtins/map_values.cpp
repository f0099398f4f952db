#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_values = {
    .name = "values",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.values -> List<V>",
    .doc = "The values in the order of their keys.",
    .example = R"(m.values == [1, 2], with m: Map<String, Int> = { a = 1, b = 2 })",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId element = type.element;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return column(values, arguments[0], 1);
    },
};

}  // namespace infra::value::builtin
