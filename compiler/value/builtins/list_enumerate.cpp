#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_enumerate = {
    .name = "enumerate",
    .on = "List<T>",
    .signature = "List<T>.enumerate() -> List<{ index: Int, value: T }>",
    .doc = "Each item with its number, from 0.",
    .example = R"(["a", "b"].enumerate() == [{ index = 0, value = "a" }, { index = 1, value = "b" }])",
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({}, types.list(types.record("", {{"index", kInt}, {"value", element}})));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> items = parts_of(values, arguments[0]);
      for (size_t i = 0; i < items.size(); ++i) {
        items[i] = pair(values, "index", values.integer(static_cast<int64_t>(i)), "value", items[i]);
      }
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
