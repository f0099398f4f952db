// Types as values, for builtins that read and write documents: a plan knows no types, so a call carries the shape of
// what it reads or writes as an operand. A shape is
//
//   "Int"                                  a type without parts, by its name
//   ["optional", s] ["list", s] ["set", s] ["map", key, value]
//   ["record", [[name, s], [name, s, d], …]]   in the order declared; `d` stands for a field that is not written
//   ["enum", [[member, [field, …]], …]]        in the order declared, the payload as the fields of a record
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::value::documents {

struct Shape;

struct ShapeField {
  std::string name;
  std::vector<Shape> shape;  ///< One.
  ValueId fallback;          ///< Invalid when the field must be written, or is optional.
};

struct ShapeMember {
  std::string name;
  std::vector<ShapeField> payload;
};

struct Shape {
  enum class Kind : uint8_t { Scalar, Optional, List, Set, Map, Record, Enum } kind = Kind::Scalar;
  types::TypeKind scalar = types::TypeKind::Error;
  std::vector<Shape> parts;  ///< Optional, List, Set: of the items; Map: of the keys and of the values.
  std::vector<ShapeField> fields;
  std::vector<ShapeMember> members;
};

/// Nothing when the value is no shape.
std::optional<Shape> read_shape(const ValueStore& values, ValueId value);
inline bool is_shape(const ValueStore& values, ValueId value) { return read_shape(values, value).has_value(); }

/// Whether values of the type can be written into a document, or read from one: no functions, ranges, references and
/// unions; what is read holds no artifact and no secret either.
bool has_shape(const types::TypeStore& types, types::TypeId type, bool reading);

/// For messages: "an Int", "a list", "one of `a`, `b`".
std::string a_shape(const Shape& shape);

}  // namespace infra::value::documents
