#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_count = {
    .name = "count",
    .on = "List<T>",
    .signature = "List<T>.count(holds: fn(T) -> Bool) -> Int",
    .doc = "Of how many items `holds` is true.",
    .example = R"([1, 2, 3].count(n => n > 1) == 2)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({types.function({element}, kBool)}, kInt);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      INFRA_ASSIGN(auto answers, answers_of(values, arguments[0], arguments[1], caller));
      if (!answers) return ValueId();
      int64_t count = 0;
      for (ValueId answer : *answers) count += values.as_bool(answer) ? 1 : 0;
      return values.integer(count);
    },
};

}  // namespace infra::value::builtin
