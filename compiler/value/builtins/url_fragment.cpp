#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_fragment = {
    .name = "fragment",
    .on = "Url",
    .signature = "Url.fragment -> String?",
    .doc = "What stands after `#` as it is written, or `none`.",
    .example = R"(u.fragment == "top", with u: Url = "https://shop.example/a?b=c&d=e%20f#top")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, types.optional(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      size_t mark = url.rest.find('#');
      return mark == url.rest.npos ? values.none() : values.string(url.rest.substr(mark + 1));
    },
};

}  // namespace infra::value::builtin
