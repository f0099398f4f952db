#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin url_with_query = {
    .name = "with_query",
    .on = "Url",
    .signature = "Url.with_query(parameters: Map<String, String>) -> Url",
    .doc = "The same place and path with these parameters in its query, escaped, in the order of their names.",
    .example =
        R"(u.with_query({ q = "a b", page = "2" }) == "https://shop.example/?page=2&q=a%20b", with u: Url = "https://shop.example/")",
    .operands = {Operand::Text, Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {types.map(kString, kString)}, kUrl);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      std::string text = print_place(url).append(url.path);
      char sign = '?';
      std::vector<ValueId> parts = parts_of(values, arguments[1]);
      for (size_t i = 0; i < parts.size(); i += 2, sign = '&') {
        for (ValueId part : {parts[i], parts[i + 1]}) {
          if (values.kind(part) != ValueKind::String) {
            return out_of_range("Url.with_query", values, part, "parameters", "it is not text");
          }
        }
        text += sign;
        text.append(to_percent(values.as_text(parts[i]))).append("=").append(to_percent(values.as_text(parts[i + 1])));
        INFRA_TRY(folding::make_text_room(values, text.size()));
      }
      return values.string(text);
    },
};

}  // namespace infra::value::builtin
