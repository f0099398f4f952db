#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars/version_range.h"

namespace infra::value::builtin {

extern const Builtin version_satisfies = {
    .name = "satisfies",
    .on = "Version",
    .signature = "Version.satisfies(range: String) -> Bool",
    .doc =
        "Whether it lies in a range: conditions like `>=1.2 <2`, `^1.4`, `~1.4.2`, `~> 1.4`, `1.x`, and alternatives "
        "between `||`.",
    .example = R"(v.satisfies(">=1.10, <2") == true, with v: Version = "1.12.3")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {kString}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Version version, version_of(values, arguments[0]));
      std::string wrong;
      std::optional<bool> result = satisfies(version, values.as_text(arguments[1]), wrong);
      if (!result) return out_of_range("Version.satisfies", values, arguments[1], "range", wrong);
      return values.boolean(*result);
    },
};

}  // namespace infra::value::builtin
