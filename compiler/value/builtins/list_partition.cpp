#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_partition = {
    .name = "partition",
    .on = "List<T>",
    .signature = "List<T>.partition(holds: fn(T) -> Bool) -> { matching: List<T>, rest: List<T> }",
    .doc = "The items of which `holds` is true, and the others.",
    .example = R"([1, 2, 3].partition(n => n > 1).rest == [1])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({types.function({element}, kBool)}, types.record("", {{"matching", self}, {"rest", self}}));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto answers, answers_of(values, arguments[0], arguments[1], caller));
      if (!answers) return ValueId();
      std::vector<ValueId> items = parts_of(values, arguments[0]), matching, rest;
      for (size_t i = 0; i < items.size(); ++i) (values.as_bool((*answers)[i]) ? matching : rest).push_back(items[i]);
      ValueId first = values.list(matching);
      return pair(values, "matching", first, "rest", values.list(rest));
    },
};

}  // namespace infra::value::builtin
