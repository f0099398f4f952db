#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_flatten = {
    .name = "flatten",
    .on = "List<List<T>>",
    .signature = "List<List<T>>.flatten() -> List<T>",
    .doc = "The items of all the lists in one.",
    .example = R"([[1, 2], [3]].flatten() == [1, 2, 3])",
    .needs = Needs::Nested,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || types.kind(element) != TypeKind::List) return std::nullopt;
      return signature({}, element);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> out;
      for (ValueId list : parts_of(values, arguments[0])) {
        if (values.kind(list) != ValueKind::List) {
          return out_of_range("List<List<T>>.flatten", values, list, "self", "it is not a list");
        }
        INFRA_TRY(folding::spend(values, values.size(list)));
        auto items = values.children(list);
        out.insert(out.end(), items.begin(), items.end());
      }
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
