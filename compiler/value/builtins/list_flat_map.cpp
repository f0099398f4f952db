#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_flat_map = {
    .name = "flat_map",
    .on = "List<T>",
    .signature = "List<T>.flat_map(each: fn(T) -> List<U>) -> List<U>",
    .doc = "The items of all the lists that `each` gives, in their order.",
    .example = R"([1, 2].flat_map(n => [n, n * 10]) == [1, 10, 2, 20])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId result = types.variable("U");
      return signature({types.function({element}, types.list(result))}, types.list(result));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<ValueId> results;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        ValueId item = values.children(arguments[0])[i];
        INFRA_ASSIGN(ValueId list, caller.call(values, arguments[1], {&item, 1}));
        if (values.is_deferred_itself(list)) return ValueId();
        INFRA_TRY(folding::spend(values, values.size(list)));
        INFRA_TRY(folding::make_room(values, (results.size() + values.size(list)) * sizeof(ValueId)));
        auto items = values.children(list);
        results.insert(results.end(), items.begin(), items.end());
      }
      return values.list(results);
    },
};

}  // namespace infra::value::builtin
