// Between documents and values, by a shape. What is read must fit: nothing is guessed, nothing left over.
#pragma once

#include "compiler/value/documents/node.h"
#include "compiler/value/documents/shape.h"

namespace infra::value::documents {

/// `node` as a value of `shape`; E0362 says where in the document what is wrong. Sizes, durations and all that is
/// written as text are read from text, an enum member with a payload from `{"http": {"port": 80}}`; plain text
/// (YAML, CSV) is what the shape says.
Result<ValueId> to_value(ValueStore& values, const Node& node, const Shape& shape);

/// A constant of `shape` as a document; fields keep their declared order, absent optionals are left out.
Result<Node> to_node(const ValueStore& values, ValueId value, const Shape& shape);

/// A value that is written as one text, as in an interpolation; nothing when it has none.
std::optional<std::string> scalar_text(const ValueStore& values, ValueId value, const Shape& shape);

}  // namespace infra::value::documents
