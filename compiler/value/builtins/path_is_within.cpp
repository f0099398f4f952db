#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_is_within = {
    .name = "is_within",
    .on = "Path",
    .signature = "Path.is_within(base: Path) -> Bool",
    .doc = "Whether it is the folder `base`, or lies beneath.",
    .example = R"(p.is_within("/srv") == true, with p: Path = "/srv/app/web.tar.gz")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {kPath}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.boolean(path_under(values.as_text(arguments[0]), values.as_text(arguments[1])).data() != nullptr);
    },
};

}  // namespace infra::value::builtin
