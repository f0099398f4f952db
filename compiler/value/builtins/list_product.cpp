#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_product = {
    .name = "product",
    .on = "List<List<T>>",
    .signature = "List<List<T>>.product() -> List<List<T>>",
    .doc = "All lists with one item of each list, the last changing fastest.",
    .example = R"([[1, 2], [3, 4]].product() == [[1, 3], [1, 4], [2, 3], [2, 4]])",
    .needs = Needs::Nested,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || types.kind(element) != TypeKind::List) return std::nullopt;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> lists = parts_of(values, arguments[0]);
      std::vector<std::vector<ValueId>> rows(1);
      for (ValueId list : lists) {
        if (values.kind(list) != ValueKind::List) {
          return out_of_range("List<List<T>>.product", values, list, "self", "it is not a list");
        }
        auto items = values.children(list);
        INFRA_TRY(folding::spend(values, rows.size() * items.size() * lists.size()));
        INFRA_TRY(folding::make_room(values, rows.size() * items.size() * lists.size() * sizeof(ValueId)));
        std::vector<std::vector<ValueId>> longer;
        for (const std::vector<ValueId>& row : rows) {
          for (ValueId item : items) {
            longer.push_back(row);
            longer.back().push_back(item);
          }
        }
        rows = std::move(longer);
      }
      std::vector<ValueId> out;
      for (const std::vector<ValueId>& row : rows) out.push_back(values.list(row));
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
