#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_bump_major = {
    .name = "bump_major",
    .on = "Version",
    .signature = "Version.bump_major() -> Version",
    .doc = "The next version whose first number is larger, with zeros after it.",
    .example = R"(v.bump_major() == "2.0.0", with v: Version = "1.12.3")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, kVersion);
    },
    .fold = bumped_version<0>,
};

}  // namespace infra::value::builtin
