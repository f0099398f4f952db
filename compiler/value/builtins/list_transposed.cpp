#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_transposed = {
    .name = "transposed",
    .on = "List<List<T>>",
    .signature = "List<List<T>>.transposed -> List<List<T>>",
    .doc = "Rows become columns; all rows have the same length.",
    .example = R"([[1, 2], [3, 4]].transposed == [[1, 3], [2, 4]])",
    .without_arguments = true,
    .needs = Needs::Nested,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || types.kind(element) != TypeKind::List) return std::nullopt;
      return signature({}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> rows = parts_of(values, arguments[0]), out;
      size_t width = rows.empty() ? 0 : values.size(rows[0]);
      for (ValueId row : rows) {
        if (values.kind(row) != ValueKind::List || values.size(row) != width) {
          return out_of_range("List<List<T>>.transposed", values, row, "self", "its rows are lists of one length");
        }
      }
      for (size_t i = 0; i < width; ++i) {
        std::vector<ValueId> column;
        for (ValueId row : rows) column.push_back(values.children(row)[i]);
        out.push_back(values.list(column));
      }
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
