#include <algorithm>

#include "compiler/value/builtins/letters.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_to_slug = {
    .name = "to_slug",
    .on = "String",
    .signature = "String.to_slug(length: Int = 63) -> String",
    .doc =
        "A name for hosts and labels: letters and digits of ASCII in lower case and without accents, `-` for signs and "
        "spaces, nothing for other letters, at most `length` long.",
    .example = R"("Übung: Web & API".to_slug() == "ubung-web-api")",
    .optional = 1,
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t length = 63;
      if (arguments.size() > 1) {
        INFRA_ASSIGN(length, int_between("String.to_slug", values, arguments[1], "length", 1, 1'000));
      }
      std::string out;
      for (char c : plain_letters(values.as_text(arguments[0]))) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
          out += c;
        else if (static_cast<uint8_t>(c) < 0x80 && !out.empty() && out.back() != '-')
          out += '-';
      }
      out.resize(std::min(out.size(), static_cast<size_t>(length)));
      while (out.ends_with('-')) out.pop_back();
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
