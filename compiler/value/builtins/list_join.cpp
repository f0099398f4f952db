#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_join = {
    .name = "join",
    .on = "List<String>",
    .signature = "List<String>.join(separator: String) -> String",
    .doc = "The items put together, with `separator` between them.",
    .example = R"(["a", "b", "c"].join(", ") == "a, b, c")",
    .operands = {Operand::List, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List || type.element != kString) return std::nullopt;
      return signature({kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string out;
      auto items = values.children(arguments[0]);
      std::string_view separator = values.as_text(arguments[1]);
      for (size_t i = 0; i < items.size(); ++i) {
        if (values.kind(items[i]) != ValueKind::String)
          return out_of_range("List<String>.join", values, items[i], "item", "it is not text");
        std::string_view text = values.as_text(items[i]);
        INFRA_TRY(folding::make_text_room(values, out.size() + separator.size() + text.size()));
        if (i > 0) out += separator;
        out += text;
      }
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
