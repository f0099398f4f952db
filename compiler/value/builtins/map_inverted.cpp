#include <algorithm>

#include "compiler/types/relations.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/keys.h"

namespace infra::value::builtin {

extern const Builtin map_inverted = {
    .name = "inverted",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.inverted -> Map<V, K>",
    .doc = "The keys by their values, which are distinct.",
    .example = R"(m.inverted == { x = "a" }, with m: Map<String, String> = { a = "x" })",
    .without_arguments = true,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map || !types::is_key_type(types, type.element)) return std::nullopt;
      types::TypeId key = type.key;
      types::TypeId element = type.element;
      return signature({}, types.map(element, key));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> parts = parts_of(values, arguments[0]);
      std::vector<MapItem> items;
      for (size_t i = 0; i < parts.size(); i += 2) {
        INFRA_TRY(normal_key(values, parts[i + 1]));
        items.push_back({parts[i + 1], parts[i]});
      }
      std::sort(items.begin(), items.end(),
                [&](const MapItem& a, const MapItem& b) { return values.less(a.key, b.key); });
      auto again = std::adjacent_find(items.begin(), items.end(),
                                      [&](const MapItem& a, const MapItem& b) { return values.equal(a.key, b.key); });
      if (again != items.end()) {
        return out_of_range("Map<K, V>.inverted", values, arguments[0], "self",
                            "two keys have the value " + folding::describe(values, again->key));
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
