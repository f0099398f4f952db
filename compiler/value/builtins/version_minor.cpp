#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_minor = {
    .name = "minor",
    .on = "Version",
    .signature = "Version.minor -> Int",
    .doc = "The second number.",
    .example = R"(v.minor == 12, with v: Version = "1.12.3-rc.1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, kInt);
    },
    .fold = version_number<1>,
};

}  // namespace infra::value::builtin
