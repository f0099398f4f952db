#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin set_contains = {
    .name = "contains",
    .on = "Set<T>",
    .signature = "Set<T>.contains(item: T) -> Bool",
    .doc = "Whether `item` is in the set.",
    .example = R"(s.contains(2) == true, with s: Set<Int> = [1, 2, 3])",
    .operands = {Operand::Set, Operand::Any},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      types::TypeId element = types[self].element;
      return signature({element}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      const std::array<ValueId, 2> operands = {arguments[1], arguments[0]};
      return value::fold(values, Op::In, operands);
    },
};

}  // namespace infra::value::builtin
