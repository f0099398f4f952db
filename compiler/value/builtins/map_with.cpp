#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/keys.h"

namespace infra::value::builtin {

extern const Builtin map_with = {
    .name = "with",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.with(key: K, value: V) -> Map<K, V>",
    .doc = "The map with this value for this key.",
    .example = R"(m.with("b", 3) == { a = 1, b = 3 }, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Any, Operand::Passed},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key;
      types::TypeId element = type.element;
      return signature({key, element}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_TRY(folding::spend(values, values.size(arguments[0])));
      INFRA_TRY(normal_key(values, arguments[1]));
      const MapItem item{arguments[1], arguments[2]};
      std::vector<MapItem> items;
      put_all(values, items, arguments[0]);
      put_all(values, items, values.map({&item, 1}));
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
