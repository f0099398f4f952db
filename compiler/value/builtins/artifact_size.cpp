#include <limits>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin artifact_size = {
    .name = "size",
    .on = "Artifact",
    .signature = "Artifact.size -> Size",
    .doc = "How many bytes it has.",
    .example = R"(a.size == 3B, with a: Artifact = file("abc"))",
    .without_arguments = true,
    .operands = {Operand::Artifact},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Artifact, {}, kSize);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      uint64_t size = values.content_size(arguments[0]);
      if (size > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
        return out_of_range("Artifact.size", values, arguments[0], "self", "its size does not fit a Size");
      }
      return values.integer(static_cast<int64_t>(size));
    },
};

}  // namespace infra::value::builtin
