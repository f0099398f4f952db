#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_entries = {
    .name = "entries",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.entries() -> List<{ key: K, value: V }>",
    .doc = "Each key with its value, in the order of the keys.",
    .example =
        R"(m.entries() == [{ key = "a", value = 1 }, { key = "b", value = 2 }], with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key;
      types::TypeId element = type.element;
      return signature({}, types.list(types.record("", {{"key", key}, {"value", element}})));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> parts = parts_of(values, arguments[0]), entries;
      for (size_t i = 0; i < parts.size(); i += 2)
        entries.push_back(pair(values, "key", parts[i], "value", parts[i + 1]));
      return values.list(entries);
    },
};

}  // namespace infra::value::builtin
