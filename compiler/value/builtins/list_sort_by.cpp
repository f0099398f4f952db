#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_sort_by = {
    .name = "sort_by",
    .on = "List<T>",
    .signature = "List<T>.sort_by(key: fn(T) -> K) -> List<T>",
    .doc = "The items in ascending order of what `key` gives; equal ones as they stood.",
    .example = R"(["bb", "a"].sort_by(s => s.length) == ["a", "bb"])",
    .needs = Needs::Structure,
    .orders = true,
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
      std::vector<ValueId> sorted;
      for (size_t place : places_by(values, *keys)) sorted.push_back(values.children(arguments[0])[place]);
      return values.list(sorted);
    },
};

}  // namespace infra::value::builtin
