#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars.h"

namespace infra::value::builtin {

extern const Builtin path_join = {
    .name = "join",
    .on = "Path",
    .signature = "Path.join(other: Path) -> Path",
    .doc = "`other` in the folder that this path names; `other` is relative.",
    .example = R"(p.join("conf/web.toml") == "/srv/app/conf/web.toml", with p: Path = "/srv/app")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {kPath}, kPath);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view other = values.as_text(arguments[1]);
      if (other.starts_with('/')) return out_of_range("Path.join", values, arguments[1], "other", "it is absolute");
      INFRA_ASSIGN(std::string joined, parse_scalar(TypeKind::Path, std::string(self).append("/").append(other)));
      return new_text(values, joined);
    },
};

}  // namespace infra::value::builtin
