#include <fmt/format.h>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/documents/convert.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars.h"

namespace infra::value::documents {
namespace {

using types::TypeKind;

/// A plan from elsewhere may say any shape for any value.
tl::unexpected<Error> misfit(const ValueStore& values, ValueId value) {
  return fail(diag::error(diag::WrongOperands, "a document", folding::describe(values, value)));
}

Result<Node> fields_of(const ValueStore& values, ValueId record, const std::vector<ShapeField>& fields) {
  Node node;
  node.kind = Node::Kind::Map;
  for (const ShapeField& field : fields) {
    ValueId part = values.field(record, field.name);
    if (!part.valid() || part == values.none()) continue;
    INFRA_ASSIGN(Node inner, to_node(values, part, field.shape[0]));
    node.members.emplace_back(field.name, std::move(inner));
  }
  return node;
}

Result<Node> items_of(const ValueStore& values, ValueId value, const Shape& shape) {
  ValueKind wanted = shape.kind == Shape::Kind::Set ? ValueKind::Set : ValueKind::List;
  if (values.kind(value) != wanted) return misfit(values, value);
  Node node;
  node.kind = Node::Kind::List;
  for (ValueId item : values.children(value)) {
    INFRA_ASSIGN(Node inner, to_node(values, item, shape.parts[0]));
    node.items.push_back(std::move(inner));
  }
  return node;
}

Result<Node> map_of(const ValueStore& values, ValueId value, const Shape& shape) {
  if (values.kind(value) != ValueKind::Map) return misfit(values, value);
  Node node;
  node.kind = Node::Kind::Map;
  auto parts = values.children(value);
  for (size_t i = 0; i < parts.size(); i += 2) {
    std::optional<std::string> key = scalar_text(values, parts[i], shape.parts[0]);
    if (!key) return misfit(values, parts[i]);
    INFRA_ASSIGN(Node inner, to_node(values, parts[i + 1], shape.parts[1]));
    node.members.emplace_back(std::move(*key), std::move(inner));
  }
  return node;
}

Result<Node> member_of(const ValueStore& values, ValueId value, const Shape& shape) {
  if (values.kind(value) != ValueKind::Variant) return misfit(values, value);
  std::string name(values.as_text(value));
  if (values.children(value).empty()) return Node::of_text(std::move(name));
  for (const ShapeMember& member : shape.members) {
    if (member.name != name) continue;
    Node node;
    node.kind = Node::Kind::Map;
    INFRA_ASSIGN(Node payload, fields_of(values, values.children(value)[0], member.payload));
    node.members.emplace_back(std::move(name), std::move(payload));
    return node;
  }
  return misfit(values, value);
}

Result<Node> scalar_of(const ValueStore& values, ValueId value, const Shape& shape) {
  Node node;
  bool is_amount = shape.scalar == TypeKind::Size || shape.scalar == TypeKind::Duration;
  if (values.kind(value) == ValueKind::Bool) {
    node.kind = Node::Kind::Bool;
    node.flag = values.as_bool(value);
  } else if (values.kind(value) == ValueKind::Float) {
    node.kind = Node::Kind::Float;
    node.real = values.as_float(value);
  } else if (values.kind(value) == ValueKind::Int && !is_amount) {
    node.kind = Node::Kind::Int;
    node.number = values.as_int(value);
  } else {
    std::optional<std::string> text = scalar_text(values, value, shape);
    if (!text) return misfit(values, value);
    node = Node::of_text(std::move(*text));
  }
  return node;
}

}  // namespace

std::optional<std::string> scalar_text(const ValueStore& values, ValueId value, const Shape& shape) {
  switch (values.kind(value)) {
    case ValueKind::String: return std::string(values.as_text(value));
    case ValueKind::Bool: return values.as_bool(value) ? "true" : "false";
    case ValueKind::Float: return folding::print_float(values.as_float(value));
    case ValueKind::Artifact:
    case ValueKind::Dir: return values.content_digest(value).text();
    case ValueKind::Int:
      if (shape.scalar == TypeKind::Size) return print_size(values.as_int(value));
      if (shape.scalar == TypeKind::Duration) return print_duration(values.as_int(value));
      return fmt::format("{}", values.as_int(value));
    case ValueKind::Variant:
      if (values.children(value).empty()) return std::string(values.as_text(value));
      return std::nullopt;
    default: return std::nullopt;
  }
}

Result<Node> to_node(const ValueStore& values, ValueId value, const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::Optional:
      return value == values.none() ? Result<Node>(Node()) : to_node(values, value, shape.parts[0]);
    case Shape::Kind::List:
    case Shape::Kind::Set: return items_of(values, value, shape);
    case Shape::Kind::Map: return map_of(values, value, shape);
    case Shape::Kind::Record:
      if (values.kind(value) != ValueKind::Record) return misfit(values, value);
      return fields_of(values, value, shape.fields);
    case Shape::Kind::Enum: return member_of(values, value, shape);
    case Shape::Kind::Scalar: return scalar_of(values, value, shape);
  }
  return misfit(values, value);
}

}  // namespace infra::value::documents
