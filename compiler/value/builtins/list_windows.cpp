#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_windows = {
    .name = "windows",
    .on = "List<T>",
    .signature = "List<T>.windows(size: Int) -> List<List<T>>",
    .doc = "All lists of `size` items that follow each other.",
    .example = R"([1, 2, 3].windows(2) == [[1, 2], [2, 3]])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt}, types.list(types.list(element)));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t size = values.as_int(arguments[1]);
      if (size < 1) return out_of_range("List<T>.windows", values, arguments[1], "size", "it must be 1 or more");
      std::vector<ValueId> items = parts_of(values, arguments[0]), out;
      auto length = static_cast<uint64_t>(size);
      for (size_t i = 0; length <= items.size() && i + length <= items.size(); ++i) {
        INFRA_TRY(folding::spend(values, length));
        INFRA_TRY(folding::make_room(values, length * sizeof(ValueId)));
        out.push_back(values.list(std::span(items).subspan(i, length)));
      }
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
