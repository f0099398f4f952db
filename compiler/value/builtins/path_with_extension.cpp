#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars.h"

namespace infra::value::builtin {

extern const Builtin path_with_extension = {
    .name = "with_extension",
    .on = "Path",
    .signature = "Path.with_extension(extension: String) -> Path",
    .doc = "The path with another extension, or without one when it is empty.",
    .example = R"(p.with_extension("zst") == "/srv/app/web.tar.zst", with p: Path = "/srv/app/web.tar.gz")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {kString}, kPath);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view extension = values.as_text(arguments[1]);
      if (extension.find_first_of("/.") != extension.npos) {
        return out_of_range("Path.with_extension", values, arguments[1], "extension", "it has no `/` and no `.`");
      }
      std::string name(stem_of_path(self));
      if (!extension.empty()) name.append(".").append(extension);
      INFRA_ASSIGN(std::string path, parse_scalar(TypeKind::Path, sibling(self, name)));
      return new_text(values, path);
    },
};

}  // namespace infra::value::builtin
