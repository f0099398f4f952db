#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin path_segments = {
    .name = "segments",
    .on = "Path",
    .signature = "Path.segments -> List<String>",
    .doc = "The names between the slashes.",
    .example = R"(p.segments == ["srv", "app", "web.tar.gz"], with p: Path = "/srv/app/web.tar.gz")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Path, {}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::vector<std::string_view> segments;
      while (!self.empty()) {
        size_t slash = self.find('/');
        if (slash != 0) segments.push_back(self.substr(0, slash));
        self = slash == self.npos ? std::string_view() : self.substr(slash + 1);
      }
      return text_list(values, segments);
    },
};

}  // namespace infra::value::builtin
