#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_index_of = {
    .name = "index_of",
    .on = "List<T>",
    .signature = "List<T>.index_of(item: T) -> Int?",
    .doc = "The number of the first item that equals `item`, from 0, or `none`.",
    .example = R"(["a", "b"].index_of("b") == 1)",
    .operands = {Operand::List, Operand::Any},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({element}, types.optional(kInt));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto items = values.children(arguments[0]);
      for (size_t i = 0; i < items.size(); ++i) {
        if (values.equal(items[i], arguments[1])) return values.integer(static_cast<int64_t>(i));
      }
      return values.none();
    },
};

}  // namespace infra::value::builtin
