// What fits where.
#pragma once

#include <optional>
#include <unordered_map>

#include "compiler/types/type.h"

namespace infra::types {

/// True when a value of `from` may stand where `to` is expected without conversion: `T` its `T?`, `T` an input
/// `Secret<T>`, `Port` an `Int`, `Int` a `Port` (range checked on the value), a refined type its base and the base a
/// refined type (rule checked on the value), a member its union, collections covariantly, functions contravariantly in
/// their parameters. Literals convert by their own rules (sema/check).
bool fits(const TypeStore& types, TypeId from, TypeId to);

/// The least type that both fit, for branches and list literals.
std::optional<TypeId> join(TypeStore& types, TypeId a, TypeId b);

/// True when a `Secret` stands anywhere inside.
bool contains_secret(const TypeStore& types, TypeId type);

/// True when a type parameter stands anywhere inside.
bool contains_variable(const TypeStore& types, TypeId type);
/// True when a function stands anywhere inside: such a value never leaves the compiler.
bool contains_function(const TypeStore& types, TypeId type);

/// `type` without what refines it.
TypeId base_of(const TypeStore& types, TypeId type);

/// What type parameters stand for.
using Bindings = std::unordered_map<TypeId, TypeId>;
/// `type` with the bound variables put in; the Error type when it would be too large or a key that cannot be one.
TypeId substitute(TypeStore& types, TypeId type, const Bindings& bindings);
/// Binds the variables of `pattern` so that `type` fits it as far as that can be done: a variable bound before takes
/// the least type that both fit. False when two bindings have no common type; `fits` tells the rest.
bool bind_variables(TypeStore& types, TypeId pattern, TypeId type, Bindings& bindings);

/// True when a string where `type` is expected is parsed as one (Ip, Cidr, Url, Path, Digest, Version, Date, Regex).
bool is_parsed_from_text(const TypeStore& types, TypeId type);

/// Keys of maps: Bool, Int, String and what is parsed from text, Size, Duration, Port, enums without payload, what
/// refines one of them, and type parameters (looked at again when they are bound).
bool is_key_type(const TypeStore& types, TypeId type);

}  // namespace infra::types
