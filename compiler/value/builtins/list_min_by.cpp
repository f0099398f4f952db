#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_min_by = {
    .name = "min_by",
    .on = "List<T>",
    .signature = "List<T>.min_by(key: fn(T) -> K) -> T?",
    .doc = "The first item for which `key` gives the smallest value; `none` of an empty list.",
    .example = R"(["bb", "a"].min_by(s => s.length) == "a")",
    .needs = Needs::Structure,
    .orders = true,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId key = types.variable("K");
      return signature({types.function({element}, key)}, types.optional(element));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto keys, answers_of(values, arguments[0], arguments[1], caller));
      if (!keys) return ValueId();
      return extreme_by(values, arguments[0], *keys, false);
    },
};

}  // namespace infra::value::builtin
