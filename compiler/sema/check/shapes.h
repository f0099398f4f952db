// Calls of builtins that read and write documents: what they read or write is said by a type, which the call carries.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The type as a value (value/documents/shape.h), with the defaults of its fields as they are computed where they stand.
/// The type has a shape (`value::documents::has_shape`).
NodeId shape_node(BodyScope& b, types::TypeId type, Span span);

/// `object.name(arguments)` of a builtin with `shape_of`. A reader gives what `hint` says (E0305 without one, E0367 when
/// that is never read from a document).
NodeId check_shaped_call(BodyScope& b, const value::Builtin& builtin, NodeId object,
                         syntax::List<syntax::Argument> arguments, Span span, types::TypeId hint);

}  // namespace infra::sema
