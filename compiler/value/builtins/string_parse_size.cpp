#include "compiler/base/units.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_size = {
    .name = "parse_size",
    .on = "String",
    .signature = "String.parse_size() -> Size",
    .doc = "The Size that the text says, as it is written in code: `20GiB`, `1.5MB`.",
    .example = R"("1.5GiB".parse_size() == 1536MiB)",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kSize);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::optional<int64_t> amount = read_quantity(values.as_text(arguments[0]), true);
      if (!amount) {
        return out_of_range("String.parse_size", values, arguments[0], "self",
                            "a size is `20GiB` or `1.5MB`, a whole number of bytes");
      }
      return values.integer(*amount);
    },
};

}  // namespace infra::value::builtin
