// Questions to the network model: `wall.permits(from, to, port)`, `wall.open_to_all(to, port)` and
// `reachable(from, to, port)`.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Nothing when `object` is no wall, or the method another. E0461, E0463.
std::optional<NodeId> check_wall_question(BodyScope& b, NodeId object, syntax::Ident method,
                                          syntax::List<syntax::Argument> arguments, Span span);
NodeId check_reachable(BodyScope& b, syntax::List<syntax::Argument> arguments, Span span);

}  // namespace infra::sema
