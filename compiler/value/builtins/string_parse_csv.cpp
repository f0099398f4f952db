#include "compiler/value/builtins/documents.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_parse_csv = {
    .name = "parse_csv",
    .on = "String",
    .signature = "String.parse_csv() -> what is expected",
    .doc =
        "What the CSV with a head row text says, as the type that is expected at the place; what does not fit is an "
        "error with its path.",
    .example =
        R"(rows == [{ name = "web", port = 80 }], with rows: List<{ name: String, port: Port }> = "name,port\nweb,80\n".parse_csv())",
    .shape_of = ShapeOf::Result,
    .operands = {Operand::Text, Operand::Shape},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return document_reader(types, self);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return read_document(values, arguments, documents::parse_csv_document);
    },
};

}  // namespace infra::value::builtin
