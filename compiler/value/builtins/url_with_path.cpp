#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars.h"

namespace infra::value::builtin {

extern const Builtin url_with_path = {
    .name = "with_path",
    .on = "Url",
    .signature = "Url.with_path(path: String) -> Url",
    .doc = "The same place with another path, which begins with `/`, and without query and fragment.",
    .example =
        R"(u.with_path("/b/c") == "https://shop.example/b/c", with u: Url = "https://shop.example/a?b=c&d=e%20f#top")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {kString}, kUrl);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      std::string_view path = values.as_text(arguments[1]);
      if (!path.starts_with('/') || path.find_first_of("?#") != path.npos) {
        return out_of_range("Url.with_path", values, arguments[1], "path",
                            "it begins with `/`, and has no `?` and no `#`");
      }
      INFRA_ASSIGN(std::string text, parse_scalar(TypeKind::Url, print_place(url).append(path)));
      return new_text(values, text);
    },
};

}  // namespace infra::value::builtin
