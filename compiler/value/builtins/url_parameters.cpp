#include <algorithm>
#include <map>

#include "compiler/base/text.h"
#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/keys.h"

namespace infra::value::builtin {

extern const Builtin url_parameters = {
    .name = "parameters",
    .on = "Url",
    .signature = "Url.parameters -> Map<String, String>",
    .doc = "The parameters of the query, unescaped; of two with one name the last.",
    .example = R"(u.parameters == { b = "c", d = "e f" }, with u: Url = "https://shop.example/a?b=c&d=e%20f#top")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Url, {}, types.map(kString, kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(UrlParts url, url_of(values, arguments[0]));
      std::string_view rest = url.rest;
      std::map<std::string, ValueId> parameters;
      if (rest.starts_with('?'))
        rest = rest.substr(1, rest.find('#') - 1);
      else
        rest = {};
      while (!rest.empty()) {
        std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        size_t sign = std::min(pair.find('='), pair.size());
        std::optional<std::string> name = from_percent(pair.substr(0, sign));
        std::optional<std::string> value = from_percent(sign < pair.size() ? pair.substr(sign + 1) : "");
        if (!name || !value || first_invalid_utf8(*name) || first_invalid_utf8(*value)) {
          return out_of_range("Url.parameters", values, arguments[0], "self",
                              "its query holds bytes that are not UTF-8 text");
        }
        if (!pair.empty()) parameters[*name] = values.string(*value);
      }
      std::vector<MapItem> items;
      for (const auto& [name, value] : parameters) {
        items.push_back({values.string(name), value});
        INFRA_TRY(normal_key(values, items.back().key));
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
