#include "compiler/value/builtins/letters.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_nfc = {
    .name = "nfc",
    .on = "String",
    .signature = "String.nfc() -> String",
    .doc = "The text in Unicode's normal form C.",
    .example = R"("e\u{301}".nfc() == "é")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return new_text(values, normal_form_c(values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
