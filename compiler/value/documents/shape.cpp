#include "compiler/value/documents/shape.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/types/relations.h"

namespace infra::value::documents {
namespace {

std::optional<types::TypeKind> scalar_named(std::string_view name) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return types::TypeKind::Name;
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  return std::nullopt;
}

bool is_list(const ValueStore& values, ValueId value) { return values.kind(value) == ValueKind::List; }
bool is_text(const ValueStore& values, ValueId value) { return values.kind(value) == ValueKind::String; }

std::optional<std::vector<ShapeField>> read_fields(const ValueStore& values, ValueId list) {
  if (!is_list(values, list)) return std::nullopt;
  std::vector<ShapeField> fields;
  for (ValueId item : values.children(list)) {
    if (!is_list(values, item)) return std::nullopt;
    auto parts = values.children(item);
    if (parts.size() < 2 || parts.size() > 3 || !is_text(values, parts[0])) return std::nullopt;
    std::optional<Shape> shape = read_shape(values, parts[1]);
    if (!shape) return std::nullopt;
    fields.push_back({std::string(values.as_text(parts[0])), {}, parts.size() == 3 ? parts[2] : ValueId()});
    fields.back().shape.push_back(std::move(*shape));
  }
  return fields;
}

std::optional<Shape> read_enum(const ValueStore& values, ValueId list) {
  if (!is_list(values, list)) return std::nullopt;
  Shape shape;
  shape.kind = Shape::Kind::Enum;
  for (ValueId item : values.children(list)) {
    if (!is_list(values, item)) return std::nullopt;
    auto parts = values.children(item);
    if (parts.size() != 2 || !is_text(values, parts[0])) return std::nullopt;
    auto payload = read_fields(values, parts[1]);
    if (!payload) return std::nullopt;
    shape.members.push_back({std::string(values.as_text(parts[0])), std::move(*payload)});
  }
  return shape;
}

}  // namespace

// As deep as values nest, which is bounded.
std::optional<Shape> read_shape(const ValueStore& values, ValueId value) {
  Shape shape;
  if (is_text(values, value)) {
    auto scalar = scalar_named(values.as_text(value));
    if (!scalar) return std::nullopt;
    shape.scalar = *scalar;
    return shape;
  }
  if (!is_list(values, value)) return std::nullopt;
  auto parts = values.children(value);
  if (parts.size() < 2 || !is_text(values, parts[0])) return std::nullopt;
  std::string_view word = values.as_text(parts[0]);
  if (word == "record" && parts.size() == 2) {
    auto fields = read_fields(values, parts[1]);
    if (!fields) return std::nullopt;
    shape.kind = Shape::Kind::Record;
    shape.fields = std::move(*fields);
    return shape;
  }
  if (word == "enum" && parts.size() == 2) return read_enum(values, parts[1]);
  size_t wanted = word == "map" ? 3 : 2;
  if (word == "optional")
    shape.kind = Shape::Kind::Optional;
  else if (word == "list")
    shape.kind = Shape::Kind::List;
  else if (word == "set")
    shape.kind = Shape::Kind::Set;
  else if (word == "map")
    shape.kind = Shape::Kind::Map;
  else
    return std::nullopt;
  if (parts.size() != wanted) return std::nullopt;
  for (ValueId part : parts.subspan(1)) {
    std::optional<Shape> inner = read_shape(values, part);
    if (!inner) return std::nullopt;
    shape.parts.push_back(std::move(*inner));
  }
  return shape;
}

bool has_shape(const types::TypeStore& types, types::TypeId id, bool reading) {
  const types::Type& type = types[id];
  auto field = [&](const types::Field& f) { return has_shape(types, f.type, reading); };
  switch (type.kind) {
    case types::TypeKind::Secret: return !reading && has_shape(types, type.element, reading);
    case types::TypeKind::Optional:
    case types::TypeKind::List:
    case types::TypeKind::Set:
    case types::TypeKind::Refined: return has_shape(types, type.element, reading);
    case types::TypeKind::Map: return has_shape(types, type.key, reading) && has_shape(types, type.element, reading);
    case types::TypeKind::Record: return std::all_of(type.fields.begin(), type.fields.end(), field);
    case types::TypeKind::Enum:
      return std::all_of(type.members.begin(), type.members.end(), [&](const types::Member& member) {
        return std::all_of(member.payload.begin(), member.payload.end(), field);
      });
    case types::TypeKind::Bool:
    case types::TypeKind::Int:
    case types::TypeKind::Float:
    case types::TypeKind::Port:
    case types::TypeKind::String:
    case types::TypeKind::Size:
    case types::TypeKind::Duration: return true;
    case types::TypeKind::Artifact:
    case types::TypeKind::Dir: return !reading;
    default: return types::is_parsed_from_text(types, id);
  }
}

std::string a_shape(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::Scalar: break;
    case Shape::Kind::Optional: return a_shape(shape.parts[0]);
    case Shape::Kind::List:
    case Shape::Kind::Set: return "a list";
    case Shape::Kind::Map: return "a map";
    case Shape::Kind::Record: return "a record";
    case Shape::Kind::Enum: {
      std::vector<std::string_view> names;
      for (const ShapeMember& member : shape.members) names.push_back(member.name);
      return "one of " + list_names(names);
    }
  }
  std::string_view name;
  switch (shape.scalar) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  case types::TypeKind::Name:                 \
    name = Written;                           \
    break;
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    default: break;
  }
  bool vowel = std::string_view("AEIO").find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

}  // namespace infra::value::documents
