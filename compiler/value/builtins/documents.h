// What the builtins that read and write documents share. Their second operand is a shape.
#pragma once

#include "compiler/value/builtins/support.h"
#include "compiler/value/documents/convert.h"

namespace infra::value::builtin {

/// The text in argument 0, read by `parse`, as a value of the shape in argument 1.
Result<ValueId> read_document(ValueStore& values, std::span<const ValueId> arguments,
                              Result<documents::Node> (*parse)(std::string_view));

/// The constant in argument 0, by the shape in argument 1.
Result<documents::Node> document_of(const ValueStore& values, std::span<const ValueId> arguments);

/// What reads a document: a method of String whose result is what is expected.
std::optional<Signature> document_reader(const types::TypeStore& types, types::TypeId self);

}  // namespace infra::value::builtin
