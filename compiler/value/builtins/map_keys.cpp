#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_keys = {
    .name = "keys",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.keys -> List<K>",
    .doc = "The keys in ascending order.",
    .example = R"(m.keys == ["a", "b"], with m: Map<String, Int> = { a = 1, b = 2 })",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key;
      return signature({}, types.list(key));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return column(values, arguments[0], 0);
    },
};

}  // namespace infra::value::builtin
