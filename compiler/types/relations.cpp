#include "compiler/types/relations.h"

#include <algorithm>

namespace infra::types {
namespace {

constexpr TypeId kError = TypeStore::scalar(TypeKind::Error);
constexpr TypeId kNone = TypeStore::scalar(TypeKind::None);
constexpr TypeId kInt = TypeStore::scalar(TypeKind::Int);
constexpr TypeId kPort = TypeStore::scalar(TypeKind::Port);

bool is_int_or_port(TypeId type) { return type == kInt || type == kPort; }

/// Whether `part` fits a member of a union.
bool has_member(const TypeStore& types, const Type& to, TypeId part) {
  return std::any_of(to.parts.begin(), to.parts.end(), [&](TypeId member) { return fits(types, part, member); });
}

/// What a function is given and gives is not looked at again: it must be of the type already.
bool fits_unseen(const TypeStore& types, TypeId from, TypeId to) {
  if (types.kind(to) == TypeKind::Refined || types.kind(to) == TypeKind::Port) return from == to;
  return fits(types, from, to);
}

bool fields_fit(const TypeStore& types, const std::vector<Field>& from, const Type& to) {
  return from.size() == to.fields.size() && std::all_of(from.begin(), from.end(), [&](const Field& field) {
           const Field* wanted = to.field(field.name);
           return wanted != nullptr && fits(types, field.type, wanted->type);
         });
}

bool contains(const TypeStore& types, TypeId type, TypeKind wanted) {
  const Type& t = types[type];
  if (t.kind == wanted) return true;
  auto in_type = [&](TypeId part) { return contains(types, part, wanted); };
  auto in_field = [&](const Field& field) { return in_type(field.type); };
  return (t.element.valid() && in_type(t.element)) || (t.key.valid() && in_type(t.key)) ||
         std::any_of(t.fields.begin(), t.fields.end(), in_field) ||
         std::any_of(t.parts.begin(), t.parts.end(), in_type) ||
         std::any_of(t.members.begin(), t.members.end(), [&](const Member& member) {
           return std::any_of(member.payload.begin(), member.payload.end(), in_field);
         });
}

std::optional<TypeId> join_records(TypeStore& types, TypeId a, TypeId b) {
  // Copies: interning a field's type may move the types that references point at.
  const std::vector<Field> left = types[a].fields;
  const std::vector<Field> right = types[b].fields;
  if (left.size() != right.size()) return std::nullopt;
  std::vector<Field> fields;
  for (const Field& field : left) {
    auto other = std::find_if(right.begin(), right.end(), [&](const Field& f) { return f.name == field.name; });
    if (other == right.end()) return std::nullopt;
    std::optional<TypeId> joined = join(types, field.type, other->type);
    if (!joined) return std::nullopt;
    fields.push_back({field.name, *joined, field.has_default && other->has_default});
  }
  bool same = types[a].name == types[b].name && types[a].parts == types[b].parts;
  std::string name = same ? types[a].name : "";
  std::vector<TypeId> arguments = same ? types[a].parts : std::vector<TypeId>();
  return types.record(std::move(name), std::move(fields), std::move(arguments));
}

}  // namespace

bool fits(const TypeStore& types, TypeId from, TypeId to) {
  if (from == to || from == kError || to == kError) return true;
  if (is_int_or_port(from) && is_int_or_port(to)) return true;
  const Type& source = types[from];
  const Type& target = types[to];
  if (target.kind == TypeKind::Refined) return fits(types, base_of(types, from), target.element);
  if (source.kind == TypeKind::Refined) {
    return (target.kind == TypeKind::Union && has_member(types, target, from)) || fits(types, source.element, to);
  }
  if (source.kind == TypeKind::Union && target.kind == TypeKind::Union) {
    return std::all_of(source.parts.begin(), source.parts.end(),
                       [&](TypeId part) { return has_member(types, target, part); });
  }
  switch (target.kind) {
    case TypeKind::Optional:
      if (from == kNone) return true;
      return fits(types, source.kind == TypeKind::Optional ? source.element : from, target.element);
    case TypeKind::Secret: return fits(types, source.kind == TypeKind::Secret ? source.element : from, target.element);
    case TypeKind::List:
    case TypeKind::Set: return source.kind == target.kind && fits(types, source.element, target.element);
    case TypeKind::Union: return has_member(types, target, from);
    case TypeKind::Function:
      return source.kind == TypeKind::Function && source.parts.size() == target.parts.size() &&
             std::equal(source.parts.begin(), source.parts.end(), target.parts.begin(),
                        [&](TypeId own, TypeId given) { return fits_unseen(types, given, own); }) &&
             fits_unseen(types, source.element, target.element);
    case TypeKind::Map:
      return source.kind == TypeKind::Map && fits(types, source.key, target.key) &&
             fits(types, source.element, target.element);
    case TypeKind::Record: return source.kind == TypeKind::Record && fields_fit(types, source.fields, target);
    default: return false;
  }
}

std::optional<TypeId> join(TypeStore& types, TypeId a, TypeId b) {
  if (a == b || b == kError) return a;
  if (a == kError) return b;
  if (is_int_or_port(a) && is_int_or_port(b)) return kInt;
  if (types.kind(a) == TypeKind::Refined || types.kind(b) == TypeKind::Refined) {
    return join(types, base_of(types, a), base_of(types, b));
  }

  auto kind_a = types.kind(a), kind_b = types.kind(b);
  auto either = [&](TypeKind kind) { return kind_a == kind || kind_b == kind; };
  auto inside = [&](TypeId type, TypeKind wrapper) { return types.kind(type) == wrapper ? types[type].element : type; };
  if (a == kNone) return types.optional(b);
  if (b == kNone) return types.optional(a);
  for (TypeKind wrapper : {TypeKind::Optional, TypeKind::Secret}) {
    if (!either(wrapper)) continue;
    std::optional<TypeId> element = join(types, inside(a, wrapper), inside(b, wrapper));
    if (!element) return std::nullopt;
    return wrapper == TypeKind::Optional ? types.optional(*element) : types.secret(*element);
  }
  if (kind_a == TypeKind::Union && fits(types, b, a)) return a;
  if (kind_b == TypeKind::Union && fits(types, a, b)) return b;
  if (kind_a != kind_b) return std::nullopt;
  if (kind_a == TypeKind::List || kind_a == TypeKind::Set) {
    std::optional<TypeId> element = join(types, types[a].element, types[b].element);
    if (!element) return std::nullopt;
    return kind_a == TypeKind::List ? types.list(*element) : types.set(*element);
  }
  if (kind_a == TypeKind::Function) {
    if (fits(types, a, b)) return b;
    return fits(types, b, a) ? std::optional(a) : std::nullopt;
  }
  if (kind_a == TypeKind::Map) {
    std::optional<TypeId> key = join(types, types[a].key, types[b].key);
    std::optional<TypeId> value = join(types, types[a].element, types[b].element);
    return key && value ? std::optional(types.map(*key, *value)) : std::nullopt;
  }
  if (kind_a == TypeKind::Record) return join_records(types, a, b);
  return std::nullopt;
}

bool contains_secret(const TypeStore& types, TypeId type) { return contains(types, type, TypeKind::Secret); }
bool contains_variable(const TypeStore& types, TypeId type) { return contains(types, type, TypeKind::Variable); }
bool contains_function(const TypeStore& types, TypeId type) { return contains(types, type, TypeKind::Function); }

TypeId base_of(const TypeStore& types, TypeId type) {
  while (types.kind(type) == TypeKind::Refined) type = types[type].element;
  return type;
}

bool is_parsed_from_text(const TypeStore& types, TypeId type) {
  switch (types.kind(type)) {
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Url:
    case TypeKind::Path:
    case TypeKind::Digest:
    case TypeKind::Version:
    case TypeKind::Date:
    case TypeKind::Regex: return true;
    default: return false;
  }
}

bool is_key_type(const TypeStore& types, TypeId type) {
  switch (types.kind(type)) {
    case TypeKind::Error:  // already complained about
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::String:
    case TypeKind::Size:
    case TypeKind::Duration:
    case TypeKind::Port:
    case TypeKind::Variable: return true;
    case TypeKind::Refined: return is_key_type(types, types[type].element);
    case TypeKind::Enum:
      return std::all_of(types[type].members.begin(), types[type].members.end(),
                         [](const Member& member) { return member.payload.empty(); });
    default: return is_parsed_from_text(types, type);
  }
}

}  // namespace infra::types
