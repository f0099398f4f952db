#include <fmt/format.h>

#include "compiler/value/builtins/paths.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_relative_to = {
    .name = "relative_to",
    .on = "Path",
    .signature = "Path.relative_to(base: Path) -> Path",
    .doc = "The way from the folder `base` to it, which lies beneath.",
    .example = R"(p.relative_to("/srv") == "app/web.tar.gz", with p: Path = "/srv/app/web.tar.gz")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {kPath}, kPath);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view rest = path_under(self, values.as_text(arguments[1]));
      if (rest.data() == nullptr) {
        return out_of_range("Path.relative_to", values, arguments[1], "base",
                            fmt::format("`{}` does not lie there", self));
      }
      return values.string(rest);
    },
};

}  // namespace infra::value::builtin
