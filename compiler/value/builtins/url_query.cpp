#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_query = {
    .name = "query",
    .on = "Url",
    .signature = "Url.query -> String?",
    .doc = "What stands between `?` and `#` as it is written, or `none`.",
    .example = R"(u.query == "b=c&d=e%20f", with u: Url = "https://shop.example/a?b=c&d=e%20f#top")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, types.optional(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      std::string_view rest = url.rest;
      if (!rest.starts_with('?')) return values.none();
      return values.string(rest.substr(1, rest.find('#') - 1));
    },
};

}  // namespace infra::value::builtin
