#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_characters = {
    .name = "characters",
    .on = "String",
    .signature = "String.characters() -> List<String>",
    .doc = "The code points of the text, one text each.",
    .example = R"("grün".characters() == ["g", "r", "ü", "n"])",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, types.list(kString));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::vector<std::string_view> parts;
      for (size_t i = 0; i < self.size();) {
        size_t begin = i;
        decode_utf8(self, i);
        parts.push_back(self.substr(begin, i - begin));
      }
      return text_list(values, parts);
    },
};

}  // namespace infra::value::builtin
