#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin set_length = {
    .name = "length",
    .on = "Set<T>",
    .signature = "Set<T>.length -> Int",
    .doc = "How many items the set has.",
    .example = R"(s.length == 3, with s: Set<Int> = [1, 2, 3])",
    .without_arguments = true,
    .operands = {Operand::Set},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (types.kind(self) != TypeKind::Set) return std::nullopt;
      return signature({}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(static_cast<int64_t>(values.size(arguments[0])));
    },
};

}  // namespace infra::value::builtin
