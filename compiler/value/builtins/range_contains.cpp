#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_contains = {
    .name = "contains",
    .on = "Range",
    .signature = "Range.contains(n: Int) -> Bool",
    .doc = "Whether `n` lies in the range.",
    .example = R"((2..5).contains(5) == false)",
    .operands = {Operand::Range, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {kInt}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto [begin, end] = values.as_range(arguments[0]);
      int64_t n = values.as_int(arguments[1]);
      return values.boolean(n >= begin && n < end);
    },
};

}  // namespace infra::value::builtin
