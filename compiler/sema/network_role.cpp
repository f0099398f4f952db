#include "compiler/sema/network_role.h"

#include <algorithm>

#include "compiler/types/relations.h"

namespace infra::sema {

using syntax::EdgeMark;
using types::TypeKind;

types::TypeId marked_type(const types::TypeStore& types, types::TypeId type) {
  type = types::base_of(types, type);
  if (types.kind(type) == TypeKind::Optional) type = types::base_of(types, types[type].element);
  return type;
}

NetworkRole network_role(const types::TypeStore& types, const KindInfo& kind) {
  NetworkRole role;
  for (uint32_t i = 0; i < kind.fields.size(); ++i) {
    const FieldInfo& field = kind.fields[i];
    TypeKind type = types.kind(marked_type(types, field.type));
    switch (field.edge) {
      case EdgeMark::Uses:
      case EdgeMark::Points: break;
      case EdgeMark::Contains: role.contains.push_back(i); break;
      case EdgeMark::Reaches: role.reaches.push_back(i); break;
      case EdgeMark::Permits: (type == TypeKind::Bool ? role.out : role.rules) = i; break;
      case EdgeMark::Spans: (type == TypeKind::Cidr ? role.span : role.address) = i; break;
    }
  }
  for (uint32_t i = 0; i < kind.results.size(); ++i) {
    if (kind.results[i].edge == EdgeMark::Spans) role.result_address = i;
  }
  return role;
}

bool is_party(const types::TypeStore& types, types::TypeId type) {
  std::vector<types::TypeId> pending = {type};
  while (!pending.empty()) {
    types::TypeId next = types::base_of(types, pending.back());
    pending.pop_back();
    const types::Type& shape = types[next];
    switch (shape.kind) {
      case TypeKind::Error:
      case TypeKind::Cidr:
      case TypeKind::Kind: break;
      case TypeKind::List:
      case TypeKind::Set:
      case TypeKind::Map: pending.push_back(shape.element); break;
      case TypeKind::Union: pending.insert(pending.end(), shape.parts.begin(), shape.parts.end()); break;
      default: return false;
    }
  }
  return true;
}

}  // namespace infra::sema
