#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/keys.h"

namespace infra::value::builtin {

extern const Builtin list_group_by = {
    .name = "group_by",
    .on = "List<T>",
    .signature = "List<T>.group_by(key: fn(T) -> K) -> Map<K, List<T>>",
    .doc = "The items by what `key` gives for them, each list in its order.",
    .example = R"(["a", "bb", "c"].group_by(s => s.length).keys == [1, 2])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId key = types.variable("K");
      return signature({types.function({element}, key)}, types.map(key, self));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto keys, answers_of(values, arguments[0], arguments[1], caller));
      if (!keys) return ValueId();
      std::vector<size_t> places = places_by(values, *keys);
      std::vector<MapItem> groups;
      for (size_t i = 0; i < places.size();) {
        ValueId key = (*keys)[places[i]];
        INFRA_TRY(normal_key(values, key));
        std::vector<ValueId> group;
        for (; i < places.size() && order(values, (*keys)[places[i]], key) == 0; ++i) {
          group.push_back(values.children(arguments[0])[places[i]]);
        }
        groups.push_back({key, values.list(group)});
      }
      return values.map(groups);
    },
};

}  // namespace infra::value::builtin
