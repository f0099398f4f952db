#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_is_absolute = {
    .name = "is_absolute",
    .on = "Path",
    .signature = "Path.is_absolute -> Bool",
    .doc = "Whether it begins with `/`.",
    .example = R"(p.is_absolute == true, with p: Path = "/srv/app/web.tar.gz")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(values.as_text(arguments[0]).starts_with('/'));
    },
};

}  // namespace infra::value::builtin
