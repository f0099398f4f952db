#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_escape_html = {
    .name = "escape_html",
    .on = "String",
    .signature = "String.escape_html() -> String",
    .doc = "The text for HTML and XML: `&`, `<`, `>` and quotes as entities.",
    .example = R"("a < b & c".escape_html() == "a &lt; b &amp; c")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return escaped(values, values.as_text(arguments[0]), [](char c) -> std::string_view {
        switch (c) {
          case '&': return "&amp;";
          case '<': return "&lt;";
          case '>': return "&gt;";
          case '"': return "&quot;";
          case '\'': return "&#39;";
          default: return "";
        }
      });
    },
};

}  // namespace infra::value::builtin
