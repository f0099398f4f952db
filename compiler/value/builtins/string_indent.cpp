#include <algorithm>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_indent = {
    .name = "indent",
    .on = "String",
    .signature = "String.indent(spaces: Int) -> String",
    .doc = "The text with `spaces` spaces before each line that is not empty.",
    .example = R"("a:\n  b".indent(2) == "  a:\n    b")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t spaces, int_between("String.indent", values, arguments[1], "spaces", 0, 1000));
      std::string_view self = values.as_text(arguments[0]);
      std::string out;
      for (size_t i = 0; i < self.size();) {
        size_t end = std::min(self.find('\n', i), self.size() - 1) + 1;
        std::string_view line = self.substr(i, end - i);
        if (line != "\n" && line != "\r\n") out.append(static_cast<size_t>(spaces), ' ');
        out += line;
        INFRA_TRY(folding::make_text_room(values, out.size()));
        i = end;
      }
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
