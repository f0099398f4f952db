#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_bump_patch = {
    .name = "bump_patch",
    .on = "Version",
    .signature = "Version.bump_patch() -> Version",
    .doc = "The next version whose third number is larger.",
    .example = R"(v.bump_patch() == "1.12.4", with v: Version = "1.12.3")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, kVersion);
    },
    .fold = bumped_version<2>,
};

}  // namespace infra::value::builtin
