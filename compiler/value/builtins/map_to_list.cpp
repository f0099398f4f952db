#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_to_list = {
    .name = "to_list",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.to_list(each: fn(K, V) -> U) -> List<U>",
    .doc = "What `each` gives for every key and its value, in the order of the keys.",
    .example = R"(m.to_list((k, v) => "${k}=${v}") == ["a=1", "b=2"], with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key, element = type.element;
      types::TypeId result = types.variable("U");
      return signature({types.function({key, element}, result)}, types.list(result));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<ValueId> results;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        const std::array<ValueId, 2> item = map_item(values, arguments[0], i);
        INFRA_ASSIGN(ValueId result, caller.call(values, arguments[1], item));
        results.push_back(result);
      }
      return values.list(results);
    },
};

}  // namespace infra::value::builtin
