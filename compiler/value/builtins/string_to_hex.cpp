#include "compiler/base/digest.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_to_hex = {
    .name = "to_hex",
    .on = "String",
    .signature = "String.to_hex() -> String",
    .doc = "The UTF-8 bytes in hexadecimal digits.",
    .example = R"("AZ".to_hex() == "415a")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      return new_text(values, infra::to_hex({reinterpret_cast<const uint8_t*>(self.data()), self.size()}));
    },
};

}  // namespace infra::value::builtin
