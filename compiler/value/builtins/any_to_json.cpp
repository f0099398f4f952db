#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin any_to_json = {
    .name = "to_json",
    .on = "T",
    .signature = "T.to_json(indent: Int = 0) -> String",
    .doc =
        "The value as JSON on one line, or with `indent` spaces a level; the fields of a record in their declared "
        "order.",
    .example = R"({ name = "web", ports = [80, 443] }.to_json() == "{\"name\":\"web\",\"ports\":[80,443]}")",
    .optional = 1,
    .shape_of = ShapeOf::Receiver,
    .operands = {Operand::Any, Operand::Shape, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      if (!documents::has_shape(types, self, false)) return std::nullopt;
      return signature({kInt}, kString, 1);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t indent = 0;
      if (arguments.size() > 2) {
        INFRA_ASSIGN(indent, int_between("T.to_json", values, arguments[2], "indent", 0, 16));
      }
      INFRA_ASSIGN(documents::Node node, document_of(values, arguments));
      return new_text(values, documents::print_json_document(node, static_cast<size_t>(indent)));
    },
};

}  // namespace infra::value::builtin
