#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_present = {
    .name = "present",
    .on = "List<T?>",
    .signature = "List<T?>.present -> List<T>",
    .doc = "The items that are not `none`.",
    .example = R"(xs.present == ["a", "b"], with xs: List<String?> = ["a", none, "b"])",
    .without_arguments = true,
    .needs = Needs::Nested,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || types.kind(element) != TypeKind::Optional) return std::nullopt;
      return signature({}, types.list(types[element].element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<ValueId> items;
      for (ValueId item : values.children(arguments[0])) {
        if (item != values.none()) items.push_back(item);
      }
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
