#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_pick = {
    .name = "pick",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.pick(keys: List<K>) -> Map<K, V>",
    .doc = "The items whose key is among `keys`.",
    .example = R"(m.pick(["b", "x"]) == { b = 2 }, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key;
      return signature({types.list(key)}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return items_with_keys(values, arguments[0], arguments[1], true);
    },
};

}  // namespace infra::value::builtin
