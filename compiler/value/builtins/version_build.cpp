#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin version_build = {
    .name = "build",
    .on = "Version",
    .signature = "Version.build -> String?",
    .doc = "What stands after `+`, or `none`.",
    .example = R"(v.build == none, with v: Version = "1.12.3-rc.1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Version, {}, types.optional(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Version version, version_of(values, arguments[0]));
      return version.build.empty() ? values.none() : values.string(version.build);
    },
};

}  // namespace infra::value::builtin
