#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

const Builtin string_trim = {
    .name = "trim",
    .on = "String",
    .signature = "String.trim() -> String",
    .doc = "The text without spaces, tabs and line breaks at its ends.",
    .example = R"("  a b ".trim() == "a b")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      constexpr std::string_view kBlank = " \t\r\n";
      std::string_view self = values.as_text(arguments[0]);
      size_t begin = self.find_first_not_of(kBlank);
      if (begin == self.npos) return values.string("");
      return values.string(self.substr(begin, self.find_last_not_of(kBlank) + 1 - begin));
    },
};

}  // namespace infra::value::builtin
