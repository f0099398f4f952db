#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_replace_text = {
    .name = "replace_text",
    .on = "String",
    .signature = "String.replace_text(part: String, with: String) -> String",
    .doc = "The text with each `part` replaced, letter by letter: no regular expression.",
    .example = R"("a.b.c".replace_text(".", "/") == "a/b/c")",
    .operands = {Operand::Text, Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString, kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string_view part = values.as_text(arguments[1]), with = values.as_text(arguments[2]);
      if (part.empty()) return out_of_range("String.replace_text", values, arguments[1], "part", "it is empty");
      std::string out;
      while (true) {
        size_t at = self.find(part);
        out += self.substr(0, at);
        if (at == self.npos) return new_text(values, out);
        out += with;
        INFRA_TRY(folding::make_text_room(values, out.size()));
        self.remove_prefix(at + part.size());
      }
    },
};

}  // namespace infra::value::builtin
