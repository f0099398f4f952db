#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin string_repeat = {
    .name = "repeat",
    .on = "String",
    .signature = "String.repeat(count: Int) -> String",
    .doc = "The text, `count` times.",
    .example = R"("ab".repeat(3) == "ababab")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("String.repeat", values, arguments[1], "count"));
      std::string_view self = values.as_text(arguments[0]);
      if (self.empty()) return arguments[0];
      INFRA_TRY(folding::make_text_room(values, count > kMaxTextBytes ? count : count * self.size()));
      std::string out;
      for (uint64_t i = 0; i < count; ++i) out += self;
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
