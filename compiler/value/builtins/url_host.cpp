#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_host = {
    .name = "host",
    .on = "Url",
    .signature = "Url.host -> String",
    .doc = "The host, in lower case; an IPv6 address without its brackets.",
    .example = R"(u.host == "shop.example", with u: Url = "https://shop.example/a?b=c")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      std::string_view host = url.host;
      if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
      return values.string(host);
    },
};

}  // namespace infra::value::builtin
