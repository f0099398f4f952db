#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_slice = {
    .name = "slice",
    .on = "List<T>",
    .signature = "List<T>.slice(from: Int, to: Int) -> List<T>",
    .doc = "The items from number `from` to before number `to`; both count from 0 and stay within the list.",
    .example = R"([1, 2, 3, 4].slice(1, 3) == [2, 3])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt, kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto size = static_cast<int64_t>(values.size(arguments[0]));
      INFRA_ASSIGN(int64_t from, int_between("List<T>.slice", values, arguments[1], "from", 0, size));
      INFRA_ASSIGN(int64_t to, int_between("List<T>.slice", values, arguments[2], "to", from, size));
      return items_between(values, arguments[0], static_cast<uint64_t>(from), static_cast<uint64_t>(to));
    },
};

}  // namespace infra::value::builtin
