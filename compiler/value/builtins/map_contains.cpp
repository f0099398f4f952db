#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_contains = {
    .name = "contains",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.contains(key: K) -> Bool",
    .doc = "Whether the map has the key.",
    .example = R"(m.contains("a") == true, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Any},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key;
      return signature({key}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.find(arguments[0], arguments[1]).valid());
    },
};

}  // namespace infra::value::builtin
