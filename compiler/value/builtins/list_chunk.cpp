#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_chunk = {
    .name = "chunk",
    .on = "List<T>",
    .signature = "List<T>.chunk(size: Int) -> List<List<T>>",
    .doc = "Lists of `size` items one after the other; the last may be shorter.",
    .example = R"([1, 2, 3].chunk(2) == [[1, 2], [3]])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt}, types.list(types.list(element)));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t size = values.as_int(arguments[1]);
      if (size < 1) return out_of_range("List<T>.chunk", values, arguments[1], "size", "it must be 1 or more");
      std::vector<ValueId> items = parts_of(values, arguments[0]), out;
      for (size_t i = 0; i < items.size();) {
        size_t count = std::min<uint64_t>(static_cast<uint64_t>(size), items.size() - i);
        out.push_back(values.list(std::span(items).subspan(i, count)));
        i += count;
      }
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
