// Type parameters: what they stand for in one use of what declares them.
#include "compiler/types/relations.h"

namespace infra::types {
namespace {

TypeId substitute_fields(TypeStore& types, const Type& type, const Bindings& bindings) {
  std::vector<Field> fields = type.fields;
  for (Field& field : fields) {
    field.type = substitute(types, field.type, bindings);
    if (types.kind(field.type) == TypeKind::Error) return field.type;
  }
  std::vector<TypeId> arguments = type.parts;
  for (TypeId& argument : arguments) argument = substitute(types, argument, bindings);
  return type.kind == TypeKind::Record ? types.record(type.name, std::move(fields), std::move(arguments))
                                       : types.module_use(type.name, std::move(fields));
}

bool bind_one(TypeStore& types, TypeId variable, TypeId type, Bindings& bindings) {
  if (types.kind(type) == TypeKind::Error) return true;
  auto [bound, is_new] = bindings.try_emplace(variable, type);
  if (is_new || bound->second == type) return true;
  std::optional<TypeId> joined = join(types, bound->second, type);
  if (joined) bound->second = *joined;
  return joined.has_value();
}

}  // namespace

TypeId substitute(TypeStore& types, TypeId id, const Bindings& bindings) {
  if (bindings.empty() || !contains_variable(types, id)) return id;
  const Type type = types[id];  // a copy: interning moves the types
  if (type.kind == TypeKind::Variable) {
    auto bound = bindings.find(id);
    return bound == bindings.end() ? id : bound->second;
  }
  if (type.kind == TypeKind::Record || type.kind == TypeKind::Module) return substitute_fields(types, type, bindings);
  TypeId element = type.element.valid() ? substitute(types, type.element, bindings) : TypeId();
  std::vector<TypeId> parts = type.parts;
  for (TypeId& part : parts) {
    part = substitute(types, part, bindings);
    if (types.kind(part) == TypeKind::Error) return part;
  }
  if (element.valid() && types.kind(element) == TypeKind::Error) return element;
  switch (type.kind) {
    case TypeKind::Optional: return types.optional(element);
    case TypeKind::List: return types.list(element);
    case TypeKind::Set: return types.set(element);
    case TypeKind::Secret: return types.secret(element);
    case TypeKind::Union: return types.either(std::move(parts));
    case TypeKind::Function: return types.function(std::move(parts), element);
    case TypeKind::Refined: return types.refined(element, type.name, type.label);
    case TypeKind::Map: {
      TypeId key = substitute(types, type.key, bindings);
      return is_key_type(types, key) ? types.map(key, element) : TypeStore::scalar(TypeKind::Error);
    }
    default: return id;  // enums are not generic
  }
}

bool bind_variables(TypeStore& types, TypeId pattern_id, TypeId type_id, Bindings& bindings) {
  if (!contains_variable(types, pattern_id)) return true;
  const Type pattern = types[pattern_id];
  if (pattern.kind == TypeKind::Variable) return bind_one(types, pattern_id, type_id, bindings);
  TypeKind kind = types.kind(type_id);
  if (kind == TypeKind::Refined && pattern.kind != TypeKind::Refined) {
    return bind_variables(types, pattern_id, types[type_id].element, bindings);
  }
  if (pattern.kind == TypeKind::Optional || pattern.kind == TypeKind::Secret) {
    // A `T?` takes a `T` as well, and none without saying what T is.
    if (kind == TypeKind::None) return true;
    return bind_variables(types, pattern.element, kind == pattern.kind ? types[type_id].element : type_id, bindings);
  }
  if (kind != pattern.kind) return true;
  const Type type = types[type_id];
  bool ok = true;
  for (const Field& field : pattern.fields) {
    if (const Field* other = type.field(field.name)) ok &= bind_variables(types, field.type, other->type, bindings);
  }
  for (size_t i = 0; i < pattern.parts.size() && i < type.parts.size() && pattern.kind == TypeKind::Function; ++i) {
    ok &= bind_variables(types, pattern.parts[i], type.parts[i], bindings);
  }
  if (pattern.key.valid()) ok &= bind_variables(types, pattern.key, type.key, bindings);
  if (pattern.element.valid()) ok &= bind_variables(types, pattern.element, type.element, bindings);
  return ok;
}

}  // namespace infra::types
