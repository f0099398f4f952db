#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_json = {
    .name = "parse_json",
    .on = "String",
    .signature = "String.parse_json() -> what is expected",
    .doc =
        "What the JSON text says, as the type that is expected at the place; what does not fit is an error with its "
        "path.",
    .example = R"(c == { ports = [80, 443] }, with c: Map<String, List<Int>> = "{\"ports\": [80, 443]}".parse_json())",
    .shape_of = ShapeOf::Result,
    .operands = {Operand::Text, Operand::Shape},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return document_reader(types, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return read_document(values, arguments, documents::parse_json_document);
    },
};

}  // namespace infra::value::builtin
