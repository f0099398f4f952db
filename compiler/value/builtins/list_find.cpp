#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_find = {
    .name = "find",
    .on = "List<T>",
    .signature = "List<T>.find(holds: fn(T) -> Bool) -> T?",
    .doc = "The first item of which `holds` is true, or `none`.",
    .example = R"([1, 2, 3].find(n => n > 1) == 2)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({types.function({element}, kBool)}, types.optional(element));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        ValueId item = values.children(arguments[0])[i];
        INFRA_ASSIGN(ValueId answer, caller.call(values, arguments[1], {&item, 1}));
        if (values.is_deferred_itself(answer)) return ValueId();
        if (values.as_bool(answer)) return item;
      }
      return values.none();
    },
};

}  // namespace infra::value::builtin
