#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_last = {
    .name = "last",
    .on = "Range",
    .signature = "Range.last -> Int?",
    .doc = "The last Int; `none` of an empty range.",
    .example = R"((2..5).last == 4)",
    .without_arguments = true,
    .operands = {Operand::Range},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {}, types.optional(kInt));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto [begin, end] = values.as_range(arguments[0]);
      return begin < end ? values.integer(end - 1) : values.none();
    },
};

}  // namespace infra::value::builtin
