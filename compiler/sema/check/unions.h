// A literal where a union is expected: it must fit exactly one member.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Whether `expr` takes its type from its surroundings, and these offer several.
bool wants_union(BodyScope& b, syntax::ExprId expr, types::TypeId hint);
/// The literal as the one member that it fits; E0330 when it fits none or several.
NodeId check_alternatives(BodyScope& b, syntax::ExprId expr, types::TypeId hint);

/// The member of the union `to` that values of `from` are of: the same type, or else the only one that they fit.
/// Invalid when there is none or more than one.
types::TypeId member_for(BodyScope& b, types::TypeId from, types::TypeId to);

}  // namespace infra::sema
