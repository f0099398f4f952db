#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_map_values = {
    .name = "map_values",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.map_values(each: fn(V) -> U) -> Map<K, U>",
    .doc = "The same keys with what `each` gives for their values.",
    .example = R"(m.map_values(v => v * 10) == { a = 10, b = 20 }, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key, element = type.element;
      types::TypeId result = types.variable("U");
      return signature({types.function({element}, result)}, types.map(key, result));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<MapItem> items;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        const std::array<ValueId, 2> item = map_item(values, arguments[0], i);
        INFRA_ASSIGN(ValueId result, caller.call(values, arguments[1], {&item[1], 1}));
        items.push_back({item[0], result});
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
