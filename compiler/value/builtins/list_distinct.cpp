#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_distinct = {
    .name = "distinct",
    .on = "List<T>",
    .signature = "List<T>.distinct -> List<T>",
    .doc = "Every item once, at its first place.",
    .example = R"(["b", "a", "b"].distinct == ["b", "a"])",
    .without_arguments = true,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.list(distinct(values, parts_of(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
