#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_dir = {
    .name = "dir",
    .on = "Path",
    .signature = "Path.dir -> Path",
    .doc = "All before the last segment; `.` when there is nothing.",
    .example = R"(p.dir == "/srv/app", with p: Path = "/srv/app/web.tar.gz")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {}, kPath);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.string(folder_of_path(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
