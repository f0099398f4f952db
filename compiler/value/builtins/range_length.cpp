#include <limits>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_length = {
    .name = "length",
    .on = "Range",
    .signature = "Range.length -> Int",
    .doc = "How many Ints the range has.",
    .example = R"((2..5).length == 3)",
    .without_arguments = true,
    .operands = {Operand::Range},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      uint64_t size = values.size(arguments[0]);
      if (size > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
        return out_of_range("Range.length", values, arguments[0], "self", "its length does not fit an Int");
      }
      return values.integer(static_cast<int64_t>(size));
    },
};

}  // namespace infra::value::builtin
