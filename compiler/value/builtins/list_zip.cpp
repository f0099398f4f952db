#include <fmt/format.h>

#include "compiler/value/builtins/lists.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_zip = {
    .name = "zip",
    .on = "List<T>",
    .signature = "List<T>.zip(other: List<U>) -> List<{ first: T, second: U }>",
    .doc = "The items of both, one of each; the lists have the same length.",
    .example = R"([1, 2].zip(["a", "b"]) == [{ first = 1, second = "a" }, { first = 2, second = "b" }])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      types::TypeId other = types.variable("U");
      return signature({types.list(other)}, types.list(types.record("", {{"first", element}, {"second", other}})));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> first = parts_of(values, arguments[0]), second = parts_of(values, arguments[1]);
      if (first.size() != second.size()) {
        return out_of_range("List<T>.zip", values, arguments[1], "other",
                            fmt::format("the lists have {} and {} items", first.size(), second.size()));
      }
      for (size_t i = 0; i < first.size(); ++i) first[i] = pair(values, "first", first[i], "second", second[i]);
      return values.list(first);
    },
};

}  // namespace infra::value::builtin
