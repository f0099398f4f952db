#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin any_to_yaml = {
    .name = "to_yaml",
    .on = "T",
    .signature = "T.to_yaml() -> String",
    .doc = "The value as YAML in block style; text is quoted where a reader could take it for something else.",
    .example = R"({ name = "web", tls = "no" }.to_yaml() == "name: web\ntls: \"no\"\n")",
    .shape_of = ShapeOf::Receiver,
    .operands = {Operand::Any, Operand::Shape},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!documents::has_shape(types, self, false)) return std::nullopt;
      return signature({}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(documents::Node node, document_of(values, arguments));
      return new_text(values, documents::print_yaml_document(node));
    },
};

}  // namespace infra::value::builtin
