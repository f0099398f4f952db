// The names that the language takes for itself: a declaration of one would be shadowed or would shadow it.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "compiler/types/type.h"

namespace infra::sema {

/// The generic types, by how many arguments each takes.
struct GenericType {
  std::string_view name;
  types::TypeKind kind;
  size_t arguments;
};
inline constexpr std::array<GenericType, 4> kGenericTypes = {{
    {"List", types::TypeKind::List, 1},
    {"Set", types::TypeKind::Set, 1},
    {"Map", types::TypeKind::Map, 2},
    {"Secret", types::TypeKind::Secret, 1},
}};

/// The scalar type that is written `name`.
inline std::optional<types::TypeKind> scalar_type(std::string_view name) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return types::TypeKind::Name;
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  return std::nullopt;
}

/// The functions that read: `file("f")`, `dir("d")`, `embed("f")`.
inline bool is_reading_name(std::string_view name) { return name == "file" || name == "dir" || name == "embed"; }

/// The question to the network: `reachable(from, to, port)`.
inline constexpr std::string_view kReachable = "reachable";

inline bool is_builtin_name(std::string_view name) {
  if (is_reading_name(name) || name == "secret" || name == kReachable || scalar_type(name)) return true;
  for (const GenericType& type : kGenericTypes) {
    if (name == type.name) return true;
  }
  return false;
}

}  // namespace infra::sema
