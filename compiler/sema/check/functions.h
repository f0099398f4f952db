// Declared functions: their signatures, their bodies, calls of them, and that none calls itself.
#pragma once

#include <optional>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The parameters and results of all functions, before any value is checked. E0203, E0234.
void resolve_signatures(CheckContext& context);
/// Their bodies and defaults, once lets have types; then E0233 for what calls itself.
void check_functions(CheckContext& context);

/// `name(arguments)`. Reports E0235 for one that is called with a dot.
NodeId check_fn_call(BodyScope& b, FnId fn, Span name, syntax::List<syntax::Argument> arguments, Span span);
/// `object.name(arguments)`, when a function of that name takes `object` as its `self`; nothing when there is none.
std::optional<NodeId> check_fn_method(BodyScope& b, NodeId object, syntax::Ident name,
                                      syntax::List<syntax::Argument> arguments, Span span);
/// A function as a value; of a generic one `hint` says which.
NodeId fn_value(BodyScope& b, FnId fn, Span span, types::TypeId hint);
/// A call of a function that is a value.
NodeId check_apply(BodyScope& b, NodeId function, syntax::List<syntax::Argument> arguments, Span span);

}  // namespace infra::sema
