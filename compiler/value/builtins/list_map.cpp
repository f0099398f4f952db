#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_map = {
    .name = "map",
    .on = "List<T>",
    .signature = "List<T>.map(each: fn(T) -> U) -> List<U>",
    .doc = "What `each` gives for every item, in their order.",
    .example = R"([1, 2, 3].map(n => n * 2) == [2, 4, 6])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      types::TypeId result = types.variable("U");
      return signature({types.function({element}, result)}, types.list(result));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<ValueId> results;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        ValueId item = values.children(arguments[0])[i];  // anew each time: calling moves the store
        INFRA_ASSIGN(ValueId result, caller.call(values, arguments[1], {&item, 1}));
        results.push_back(result);
      }
      return values.list(results);
    },
};

}  // namespace infra::value::builtin
