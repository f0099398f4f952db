#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin any_to_toml = {
    .name = "to_toml",
    .on = "T",
    .signature = "T.to_toml() -> String",
    .doc = "A record or map as TOML: its own values, then its tables; what is `none` is left out.",
    .example = R"({ name = "web", health = { port = 80 } }.to_toml() == "name = \"web\"\n\n[health]\nport = 80\n")",
    .shape_of = ShapeOf::Receiver,
    .operands = {Operand::Any, Operand::Shape},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!documents::has_shape(types, self, false)) return std::nullopt;
      return signature({}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(documents::Node node, document_of(values, arguments));
      if (!documents::leave_out_nulls(node) || node.kind != documents::Node::Kind::Map) {
        return out_of_range("T.to_toml", values, arguments[0], "self",
                            "a TOML document is a record or map, without `none` in its lists");
      }
      return new_text(values, documents::print_toml_document(node));
    },
};

}  // namespace infra::value::builtin
