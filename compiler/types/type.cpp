#include "compiler/types/type.h"

#include <algorithm>

#include "llvm/ADT/Hashing.h"

namespace infra::types {
namespace {

llvm::hash_code hash_text(std::string_view text) { return llvm::hash_combine_range(text.begin(), text.end()); }

size_t hash_of(const Type& type) {
  llvm::hash_code hash =
      llvm::hash_combine(static_cast<int>(type.kind), type.element.index, type.key.index, hash_text(type.name));
  auto add = [&](const Field& field) {
    hash = llvm::hash_combine(hash, hash_text(field.name), field.type.index, field.has_default);
  };
  for (const Field& field : type.fields) add(field);
  for (const Member& member : type.members) {
    hash = llvm::hash_combine(hash, hash_text(member.name), member.payload.size());
    for (const Field& field : member.payload) add(field);
  }
  for (TypeId part : type.parts) hash = llvm::hash_combine(hash, part.index);
  return hash;
}

bool same(const Type& a, const Type& b) {
  return a.kind == b.kind && a.element == b.element && a.key == b.key && a.name == b.name && a.fields == b.fields &&
         a.members == b.members && a.parts == b.parts;
}

}  // namespace

const Field* Type::field(std::string_view wanted) const {
  auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

const Member* Type::member(std::string_view wanted) const {
  int index = member_index(wanted);
  return index < 0 ? nullptr : &members[static_cast<size_t>(index)];
}

int Type::member_index(std::string_view wanted) const {
  auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == wanted; });
  return found == members.end() ? -1 : static_cast<int>(found - members.begin());
}

TypeStore::TypeStore() {
  // The kinds without parts come first in TypeKind, so each one's id is its kind (see `scalar`).
  for (int kind = 0; kind <= static_cast<int>(TypeKind::Range); ++kind) {
    Type type;
    type.kind = static_cast<TypeKind>(kind);
    intern(std::move(type));
  }
}

TypeStore::Extent TypeStore::extent_of(const Type& type) const {
  Extent whole;
  auto add = [&](TypeId part) {
    if (!part.valid()) return;
    const Extent& extent = extents_[part.index];
    whole.depth = std::max(whole.depth, extent.depth + 1);
    whole.nodes += extent.nodes;
  };
  add(type.element);
  add(type.key);
  for (const Field& field : type.fields) add(field.type);
  for (const Member& member : type.members) {
    ++whole.nodes;
    for (const Field& field : member.payload) add(field.type);
  }
  if (type.kind != TypeKind::Record) {  // type arguments stand in the fields already
    for (TypeId part : type.parts) add(part);
  }
  return whole;
}

TypeId TypeStore::intern(Type type) {
  size_t hash = hash_of(type);
  auto [first, last] = by_hash_.equal_range(hash);
  for (auto entry = first; entry != last; ++entry) {
    if (same(types_[entry->second], type)) return entry->second;
  }
  Extent extent = extent_of(type);
  if (extent.depth > kMaxDepth || extent.nodes > kMaxNodes) return scalar(TypeKind::Error);
  TypeId id = types_.add(std::move(type));
  extents_.push_back(extent);
  by_hash_.emplace(hash, id);
  return id;
}

TypeId TypeStore::optional(TypeId element) {
  if (kind(element) == TypeKind::Optional) return element;
  Type type;
  type.kind = TypeKind::Optional;
  type.element = element;
  return intern(std::move(type));
}

TypeId TypeStore::list(TypeId element) {
  Type type;
  type.kind = TypeKind::List;
  type.element = element;
  return intern(std::move(type));
}

TypeId TypeStore::set(TypeId element) {
  Type type;
  type.kind = TypeKind::Set;
  type.element = element;
  return intern(std::move(type));
}

TypeId TypeStore::map(TypeId key, TypeId value) {
  Type type;
  type.kind = TypeKind::Map;
  type.key = key;
  type.element = value;
  return intern(std::move(type));
}

TypeId TypeStore::secret(TypeId element) {
  if (kind(element) == TypeKind::Secret) return element;
  Type type;
  type.kind = TypeKind::Secret;
  type.element = element;
  return intern(std::move(type));
}

TypeId TypeStore::record(std::string name, std::vector<Field> fields, std::vector<TypeId> arguments) {
  Type type;
  type.kind = TypeKind::Record;
  type.name = std::move(name);
  type.fields = std::move(fields);
  type.parts = std::move(arguments);
  return intern(std::move(type));
}

TypeId TypeStore::enumeration(std::string name, std::vector<Member> members) {
  Type type;
  type.kind = TypeKind::Enum;
  type.name = std::move(name);
  type.members = std::move(members);
  return intern(std::move(type));
}

TypeId TypeStore::either(std::vector<TypeId> members) {
  bool may_be_none = false;
  std::vector<TypeId> flat;
  for (TypeId member : members) {
    if (kind(member) == TypeKind::Optional) {
      may_be_none = true;
      member = types_[member].element;
    }
    if (kind(member) == TypeKind::Error) return member;
    if (kind(member) == TypeKind::Union) {
      flat.insert(flat.end(), types_[member].parts.begin(), types_[member].parts.end());
    } else {
      flat.push_back(member);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (flat.empty()) return scalar(TypeKind::Error);
  TypeId whole = flat.front();
  if (flat.size() > 1) {
    Type type;
    type.kind = TypeKind::Union;
    type.parts = std::move(flat);
    whole = intern(std::move(type));
  }
  return may_be_none && kind(whole) != TypeKind::Error ? optional(whole) : whole;
}

TypeId TypeStore::refined(TypeId base, std::string name, std::string label) {
  Type type;
  type.kind = TypeKind::Refined;
  type.element = base;
  type.name = std::move(name);
  type.label = std::move(label);
  return intern(std::move(type));
}

TypeId TypeStore::function(std::vector<TypeId> parameters, TypeId result) {
  Type type;
  type.kind = TypeKind::Function;
  type.parts = std::move(parameters);
  type.element = result;
  return intern(std::move(type));
}

TypeId TypeStore::variable(std::string name) {
  Type type;
  type.kind = TypeKind::Variable;
  type.name = std::move(name);
  return intern(std::move(type));
}

TypeId TypeStore::resource(std::string kind_name) {
  Type type;
  type.kind = TypeKind::Kind;
  type.name = std::move(kind_name);
  return intern(std::move(type));
}

TypeId TypeStore::module_use(std::string name, std::vector<Field> outputs) {
  Type type;
  type.kind = TypeKind::Module;
  type.name = std::move(name);
  type.fields = std::move(outputs);
  return intern(std::move(type));
}

}  // namespace infra::types
