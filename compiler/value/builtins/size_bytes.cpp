#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin size_bytes = {
    .name = "bytes",
    .on = "Size",
    .signature = "Size.bytes -> Int",
    .doc = "How many bytes it is.",
    .example = R"(s.bytes == 2048, with s: Size = 2KiB)",
    .without_arguments = true,
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Size, {}, kInt);
    },
    .fold = [](ValueStore&, std::span<const ValueId> arguments) -> Result<ValueId> { return arguments[0]; },
};

}  // namespace infra::value::builtin
