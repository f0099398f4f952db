#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_filter = {
    .name = "filter",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.filter(keep: fn(K, V) -> Bool) -> Map<K, V>",
    .doc = "The items of which `keep` is true.",
    .example = R"(m.filter((k, v) => v > 1) == { b = 2 }, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key, element = type.element;
      return signature({types.function({key, element}, kBool)}, self);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<MapItem> kept;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        const std::array<ValueId, 2> item = map_item(values, arguments[0], i);
        INFRA_ASSIGN(ValueId answer, caller.call(values, arguments[1], item));
        if (values.is_deferred_itself(answer)) return ValueId();
        if (values.as_bool(answer)) kept.push_back({item[0], item[1]});
      }
      return values.map(kept);
    },
};

}  // namespace infra::value::builtin
