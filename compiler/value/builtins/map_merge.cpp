#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_merge = {
    .name = "merge",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.merge(other: Map<K, V>) -> Map<K, V>",
    .doc = "The items of both; of two values with one key that of `other`.",
    .example = R"(m.merge({ b = 3, c = 4 }) == { a = 1, b = 3, c = 4 }, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      return signature({self}, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<MapItem> items;
      INFRA_TRY(folding::spend(values, values.size(arguments[0]) + values.size(arguments[1])));
      put_all(values, items, arguments[0]);
      put_all(values, items, arguments[1]);
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
