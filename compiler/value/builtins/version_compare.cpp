#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_compare = {
    .name = "compare",
    .on = "Version",
    .signature = "Version.compare(other: Version) -> Int",
    .doc = "−1, 0 or 1, as it comes before `other`, beside it or after it.",
    .example = R"(v.compare("1.12.3") == -1, with v: Version = "1.12.3-rc.1")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {kVersion}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Version version, version_of(values, arguments[0]));
      INFRA_ASSIGN(Version other, version_of(values, arguments[1]));
      return values.integer(precedes(version, other) ? -1 : precedes(other, version) ? 1 : 0);
    },
};

}  // namespace infra::value::builtin
