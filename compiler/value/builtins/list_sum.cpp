#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_sum = {
    .name = "sum",
    .on = "List<T>",
    .signature = "List<T>.sum -> T",
    .doc = "The items added up: Ints, Floats, Sizes or Durations.",
    .example = R"([1, 2, 3].sum == 6)",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List || !is_amount(types, type.element)) return std::nullopt;
      return signature({}, type.element == kPort ? kInt : type.element);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> items(values.children(arguments[0]).begin(), values.children(arguments[0]).end());
      ValueId sum = values.integer(0);
      for (ValueId item : items) {
        const std::array<ValueId, 2> operands = {sum, item};
        INFRA_ASSIGN(sum, value::fold(values, Op::Add, operands));
      }
      return sum;
    },
};

}  // namespace infra::value::builtin
