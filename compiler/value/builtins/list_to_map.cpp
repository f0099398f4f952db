#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/keys.h"

namespace infra::value::builtin {

extern const Builtin list_to_map = {
    .name = "to_map",
    .on = "List<T>",
    .signature = "List<T>.to_map(key: fn(T) -> K, value: fn(T) -> V) -> Map<K, V>",
    .doc = "A map of what `key` and `value` give for each item; two items with one key are an error.",
    .example = R"(["a", "bb"].to_map(s => s, s => s.length).values == [1, 2])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId key = types.variable("K"), value = types.variable("V");
      return signature({types.function({element}, key), types.function({element}, value)}, types.map(key, value));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto keys, answers_of(values, arguments[0], arguments[1], caller));
      if (!keys) return ValueId();
      std::vector<MapItem> items;
      for (size_t i = 0; i < keys->size(); ++i) {
        INFRA_TRY(normal_key(values, (*keys)[i]));
        ValueId item = values.children(arguments[0])[i];
        INFRA_ASSIGN(ValueId value, caller.call(values, arguments[2], {&item, 1}));
        items.push_back({(*keys)[i], value});
      }
      std::vector<size_t> places = places_by(values, *keys);
      for (size_t i = 1; i < places.size(); ++i) {
        ValueId key = (*keys)[places[i]];
        if (order(values, (*keys)[places[i - 1]], key) != 0) continue;
        return out_of_range("List<T>.to_map", values, key, "key", "two items have it");
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
