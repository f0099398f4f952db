#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_fold = {
    .name = "fold",
    .on = "List<T>",
    .signature = "List<T>.fold(start: A, step: fn(A, T) -> A) -> A",
    .doc = "What `step` gives for the last item, beginning with `start` and going on with what it gave before.",
    .example = R"([1, 2, 3].fold(10, (sum, n) => sum + n) == 16)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Passed, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId result = types.variable("A");
      return signature({result, types.function({result, element}, result)}, result);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      ValueId sum = arguments[1];
      for (size_t i = 0; i < values.size(arguments[0]); ++i) {
        const std::array<ValueId, 2> given = {sum, values.children(arguments[0])[i]};
        INFRA_ASSIGN(sum, caller.call(values, arguments[2], given));
      }
      return sum;
    },
};

}  // namespace infra::value::builtin
