#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_origin = {
    .name = "origin",
    .on = "Url",
    .signature = "Url.origin -> Url",
    .doc = "Scheme, host and port alone.",
    .example = R"(u.origin == "https://shop.example", with u: Url = "https://shop.example/a?b=c&d=e%20f#top")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, kUrl);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      return values.string(print_origin(url));
    },
};

}  // namespace infra::value::builtin
