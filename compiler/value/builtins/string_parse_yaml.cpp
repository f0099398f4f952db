#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_yaml = {
    .name = "parse_yaml",
    .on = "String",
    .signature = "String.parse_yaml() -> what is expected",
    .doc =
        "What the YAML 1.2 text says, as the type that is expected at the place; what does not fit is an error with "
        "its path.",
    .example =
        R"(c == { ports = [80, 443] }, with c: Map<String, List<Int>> = "ports:\n  - 80\n  - 443\n".parse_yaml())",
    .shape_of = ShapeOf::Result,
    .operands = {Operand::Text, Operand::Shape},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return document_reader(types, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return read_document(values, arguments, documents::parse_yaml_document);
    },
};

}  // namespace infra::value::builtin
