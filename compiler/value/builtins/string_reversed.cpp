#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_reversed = {
    .name = "reversed",
    .on = "String",
    .signature = "String.reversed -> String",
    .doc = "The code points from the last to the first.",
    .example = R"("abc".reversed == "cba")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      std::string out;
      for (size_t end = self.size(); end > 0;) {
        size_t begin = end - 1;
        while (begin > 0 && (static_cast<uint8_t>(self[begin]) & 0xC0) == 0x80) --begin;
        out += self.substr(begin, end - begin);
        end = begin;
      }
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
