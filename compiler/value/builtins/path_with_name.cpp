#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars.h"

namespace infra::value::builtin {

extern const Builtin path_with_name = {
    .name = "with_name",
    .on = "Path",
    .signature = "Path.with_name(name: String) -> Path",
    .doc = "The path with another last segment.",
    .example = R"(p.with_name("api.zip") == "/srv/app/api.zip", with p: Path = "/srv/app/web.tar.gz")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {kString}, kPath);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view name = values.as_text(arguments[1]);
      if (name.empty() || name.find('/') != name.npos) {
        return out_of_range("Path.with_name", values, arguments[1], "name", "it must be one segment, without `/`");
      }
      INFRA_ASSIGN(std::string path, parse_scalar(TypeKind::Path, sibling(self, name)));
      return new_text(values, path);
    },
};

}  // namespace infra::value::builtin
