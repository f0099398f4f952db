#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_bump_minor = {
    .name = "bump_minor",
    .on = "Version",
    .signature = "Version.bump_minor() -> Version",
    .doc = "The next version whose second number is larger, with zeros after it.",
    .example = R"(v.bump_minor() == "1.13.0", with v: Version = "1.12.3")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, kVersion);
    },
    .fold = bumped_version<1>,
};

}  // namespace infra::value::builtin
