#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_of_maps_merged = {
    .name = "merged",
    .on = "List<Map<K, V>>",
    .signature = "List<Map<K, V>>.merged() -> Map<K, V>",
    .doc = "The maps in one; of two values with one key the later.",
    .example = R"(ms.merged() == { a = 1, b = 3 }, with ms: List<Map<String, Int>> = [{ a = 1, b = 2 }, { b = 3 }])",
    .needs = Needs::Nested,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || types.kind(element) != TypeKind::Map) return std::nullopt;
      return signature({}, element);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<MapItem> items;
      for (ValueId map : parts_of(values, arguments[0])) {
        if (values.kind(map) != ValueKind::Map) {
          return out_of_range("List<Map<K, V>>.merged", values, map, "self", "it is not a map");
        }
        INFRA_TRY(folding::spend(values, items.size() + values.size(map)));
        put_all(values, items, map);
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
