#include "compiler/value/builtins/documents.h"

namespace infra::value::builtin {

Result<ValueId> read_document(ValueStore& values, std::span<const ValueId> arguments,
                              Result<documents::Node> (*parse)(std::string_view)) {
  INFRA_ASSIGN(documents::Node node, parse(values.as_text(arguments[0])));
  std::optional<documents::Shape> shape = documents::read_shape(values, arguments[1]);
  return documents::to_value(values, node, *shape);
}

Result<documents::Node> document_of(const ValueStore& values, std::span<const ValueId> arguments) {
  std::optional<documents::Shape> shape = documents::read_shape(values, arguments[1]);
  return documents::to_node(values, arguments[0], *shape);
}

std::optional<Signature> document_reader(const types::TypeStore& types, types::TypeId self) {
  return method(types, self, TypeKind::String, {}, types::TypeId());
}

}  // namespace infra::value::builtin
