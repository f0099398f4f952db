#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_filter = {
    .name = "filter",
    .on = "List<T>",
    .signature = "List<T>.filter(keep: fn(T) -> Bool) -> List<T>",
    .doc = "The items for which `keep` is true.",
    .example = R"([1, 2, 3].filter(n => n > 1) == [2, 3])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({types.function({element}, kBool)}, types.list(element));
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      std::vector<ValueId> kept;
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        ValueId item = values.children(arguments[0])[i];  // anew each time: calling moves the store
        INFRA_ASSIGN(ValueId answer, caller.call(values, arguments[1], {&item, 1}));
        if (values.is_deferred_itself(answer)) return ValueId();
        if (values.as_bool(answer)) kept.push_back(item);
      }
      return values.list(kept);
    },
};

}  // namespace infra::value::builtin
