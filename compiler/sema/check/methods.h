// Builtins on values, from the table of compiler/value.
#pragma once

#include <optional>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// `object.length`: a builtin without arguments, or nothing when the type has none of that name. One that takes
/// arguments is reported.
std::optional<NodeId> check_property(BodyScope& b, NodeId object, syntax::Ident name, Span span);

/// `object.take(3)`. `hint`: the type expected at the place, for what reads documents.
NodeId check_method(BodyScope& b, NodeId object, syntax::Ident name, syntax::List<syntax::Argument> arguments,
                    Span span, types::TypeId hint);

/// Whether the type of `object` has a builtin of that name.
bool has_builtin(BodyScope& b, NodeId object, Name name);

/// The names of the builtins that a type has.
std::vector<std::string_view> method_names(BodyScope& b, types::TypeId type);

}  // namespace infra::sema
