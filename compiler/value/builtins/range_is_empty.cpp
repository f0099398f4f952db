#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_is_empty = {
    .name = "is_empty",
    .on = "Range",
    .signature = "Range.is_empty -> Bool",
    .doc = "Whether no Int lies in the range.",
    .example = R"((3..3).is_empty == true)",
    .without_arguments = true,
    .operands = {Operand::Range},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.size(arguments[0]) == 0);
    },
};

}  // namespace infra::value::builtin
