#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_scheme = {
    .name = "scheme",
    .on = "Url",
    .signature = "Url.scheme -> String",
    .doc = "What stands before `://`, in lower case.",
    .example = R"(u.scheme == "https", with u: Url = "https://shop.example/a?b=c")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      return values.string(url.scheme);
    },
};

}  // namespace infra::value::builtin
