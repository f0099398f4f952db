#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_quote_shell = {
    .name = "quote_shell",
    .on = "String",
    .signature = "String.quote_shell() -> String",
    .doc = "The text as one word of a POSIX shell.",
    .example = R"("it's".quote_shell() == r"'it'\''s'")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
      if (!self.empty() && self.find_first_not_of(kSafe) == self.npos) return arguments[0];
      if (self.find('\0') != self.npos) {
        return out_of_range("String.quote_shell", values, arguments[0], "self", "no word of a shell holds a zero byte");
      }
      std::string out = "'";
      for (char c : self) {
        if (c == '\'')
          out += "'\\''";
        else
          out += c;
      }
      return new_text(values, out.append("'"));
    },
};

}  // namespace infra::value::builtin
