#include <algorithm>

#include "compiler/types/relations.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_transposed = {
    .name = "transposed",
    .on = "Map<K, List<V>>",
    .signature = "Map<K, List<V>>.transposed -> Map<V, List<K>>",
    .doc = "By each item of the lists the keys under which it stands.",
    .example =
        R"(m.transposed == { x = ["a", "b"], y = ["b"] }, with m: Map<String, List<String>> = { a = ["x"], b = ["x", "y"] })",
    .without_arguments = true,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map || types.kind(type.element) != TypeKind::List) return std::nullopt;
      types::TypeId key = type.key, value = types[type.element].element;
      if (!types::is_key_type(types, value)) return std::nullopt;
      return signature({}, types.map(value, types.list(key)));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> parts = parts_of(values, arguments[0]);
      std::vector<MapItem> pairs;
      for (size_t i = 0; i < parts.size(); i += 2) {
        if (values.kind(parts[i + 1]) != ValueKind::List) {
          return out_of_range("Map<K, List<V>>.transposed", values, parts[i + 1], "self", "it is not a list");
        }
        for (ValueId item : values.children(parts[i + 1])) pairs.push_back({item, parts[i]});
      }
      std::stable_sort(pairs.begin(), pairs.end(),
                       [&](const MapItem& a, const MapItem& b) { return values.less(a.key, b.key); });
      std::vector<MapItem> items;
      for (size_t i = 0; i < pairs.size();) {
        std::vector<ValueId> keys;
        ValueId item = pairs[i].key;
        for (; i < pairs.size() && values.equal(pairs[i].key, item); ++i) {
          if (keys.empty() || !values.equal(keys.back(), pairs[i].value)) keys.push_back(pairs[i].value);
        }
        items.push_back({item, values.list(keys)});
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
