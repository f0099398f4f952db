#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_port = {
    .name = "port",
    .on = "Url",
    .signature = "Url.port -> Port?",
    .doc = "The port, or the usual one of the scheme when none is written.",
    .example = R"(u.port == 443, with u: Url = "https://shop.example/a?b=c")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, types.optional(kPort));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      if (!url.port) url.port = default_port(url.scheme);
      return url.port ? values.integer(*url.port) : values.none();
    },
};

}  // namespace infra::value::builtin
