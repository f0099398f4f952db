#include <limits>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin dir_size = {
    .name = "size",
    .on = "Dir",
    .signature = "Dir.size -> Size",
    .doc = "How many bytes its files have together.",
    .example = R"(d.size == 3B, with d: Dir = dir("site"))",
    .without_arguments = true,
    .operands = {Operand::Dir},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Dir, {}, kSize);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      uint64_t size = values.content_size(arguments[0]);
      if (size > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
        return out_of_range("Dir.size", values, arguments[0], "self", "its size does not fit a Size");
      }
      return values.integer(static_cast<int64_t>(size));
    },
};

}  // namespace infra::value::builtin
