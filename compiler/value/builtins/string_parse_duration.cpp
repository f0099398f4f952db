#include "compiler/base/units.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_duration = {
    .name = "parse_duration",
    .on = "String",
    .signature = "String.parse_duration() -> Duration",
    .doc = "The Duration that the text says, as it is written in code: `30s`, `5m`.",
    .example = R"("90s".parse_duration() == 90s)",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kDuration);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::optional<int64_t> amount = read_quantity(values.as_text(arguments[0]), false);
      if (!amount) {
        return out_of_range("String.parse_duration", values, arguments[0], "self",
                            "a duration is `30s`, `5m` or `1.5h`, a whole number of milliseconds");
      }
      return values.integer(*amount);
    },
};

}  // namespace infra::value::builtin
