#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_contains = {
    .name = "contains",
    .on = "List<T>",
    .signature = "List<T>.contains(item: T) -> Bool",
    .doc = "Whether an item of the list equals `item`.",
    .example = R"([22, 80].contains(80) == true)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Any},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({element}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      const std::array<ValueId, 2> operands = {arguments[1], arguments[0]};
      return value::fold(values, Op::In, operands);
    },
};

}  // namespace infra::value::builtin
