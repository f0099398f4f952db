#include <algorithm>

#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_title = {
    .name = "title",
    .on = "String",
    .signature = "String.title() -> String",
    .doc = "The text with the first letter after each space as a capital.",
    .example = R"("hello wide world".title() == "Hello Wide World")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string out;
      for (size_t i = 0; i < self.size();) {
        size_t end = std::min(self.find(' ', i), self.size() - 1) + 1;
        out += capitalized(self.substr(i, end - i));
        i = end;
      }
      return new_text(values, out);
    },
};

}  // namespace infra::value::builtin
