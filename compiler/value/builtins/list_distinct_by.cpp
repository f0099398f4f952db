#include <algorithm>

#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_distinct_by = {
    .name = "distinct_by",
    .on = "List<T>",
    .signature = "List<T>.distinct_by(key: fn(T) -> K) -> List<T>",
    .doc = "The first item for each value that `key` gives.",
    .example = R"(["a", "b", "cc"].distinct_by(s => s.length) == ["a", "cc"])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId key = types.variable("K");
      return signature({types.function({element}, key)}, self);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto keys, answers_of(values, arguments[0], arguments[1], caller));
      if (!keys) return ValueId();
      std::vector<size_t> places = places_by(values, *keys);
      auto same = [&](size_t a, size_t b) { return order(values, (*keys)[a], (*keys)[b]) == 0; };
      places.erase(std::unique(places.begin(), places.end(), same), places.end());
      std::sort(places.begin(), places.end());
      std::vector<ValueId> kept;
      for (size_t place : places) kept.push_back(values.children(arguments[0])[place]);
      return values.list(kept);
    },
};

}  // namespace infra::value::builtin
