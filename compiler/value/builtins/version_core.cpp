#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_core = {
    .name = "core",
    .on = "Version",
    .signature = "Version.core -> Version",
    .doc = "The three numbers alone.",
    .example = R"(v.core == "1.12.3", with v: Version = "1.12.3-rc.1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, kVersion);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Version version, version_of(values, arguments[0]));
      return values.string(print_core(version));
    },
};

}  // namespace infra::value::builtin
