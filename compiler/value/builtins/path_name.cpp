#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_name = {
    .name = "name",
    .on = "Path",
    .signature = "Path.name -> String",
    .doc = "The last segment.",
    .example = R"(p.name == "web.tar.gz", with p: Path = "/srv/app/web.tar.gz")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(name_of_path(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
