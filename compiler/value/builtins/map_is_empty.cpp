#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_is_empty = {
    .name = "is_empty",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.is_empty -> Bool",
    .doc = "Whether the map has no keys.",
    .example = R"(m.is_empty == false, with m: Map<String, Int> = { a = 1, b = 2 })",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      return signature({}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.size(arguments[0]) == 0);
    },
};

}  // namespace infra::value::builtin
