#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_quote_regex = {
    .name = "quote_regex",
    .on = "String",
    .signature = "String.quote_regex() -> String",
    .doc = "A regular expression that matches this text and nothing else.",
    .example = R"("a.b".quote_regex() == r"a\.b")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      return new_text(values, re2::RE2::QuoteMeta(re2::StringPiece(self.data(), self.size())));
    },
};

}  // namespace infra::value::builtin
