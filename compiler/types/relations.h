// What fits where.
#pragma once

#include <optional>

#include "compiler/types/type.h"

namespace infra::types {

/// True when a value of `from` may stand where `to` is expected without conversion: `T` its `T?`, `T` an input
/// `Secret<T>`, `Port` an `Int`, `Int` a `Port` (range checked on the value), collections covariantly. Literals
/// convert by their own rules (sema/check).
bool fits(const TypeStore& types, TypeId from, TypeId to);

/// The least type that both fit, for branches and list literals.
std::optional<TypeId> join(TypeStore& types, TypeId a, TypeId b);

/// True when a `Secret` stands anywhere inside.
bool contains_secret(const TypeStore& types, TypeId type);

/// True when a string where `type` is expected is parsed as one (Ip, Cidr, Url, Path, Digest, Version, Date, Regex).
bool is_parsed_from_text(const TypeStore& types, TypeId type);

/// Keys of maps: Bool, Int, String and what is parsed from text, Size, Duration, Port, enums without payload.
bool is_key_type(const TypeStore& types, TypeId type);

}  // namespace infra::types
