// `for … in … if … key …` on resources and modules: how many there are and what they are called.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

struct CheckedHead {
  Head head;
  types::TypeId type;  ///< Of the name, from outside: `element`, or a list, map or optional of it.
};

/// `has_for` chooses between `head` and the plain `condition`.
CheckedHead check_head(CheckContext& c, ModuleId module, bool has_for, const syntax::ForHead& head,
                       syntax::ExprId condition, types::TypeId element);

/// A scope in which the loop variables of a head stand in their slots.
BodyScope head_scope(CheckContext& c, ModuleId module, const Head& checked, bool has_for, const syntax::ForHead& head);

}  // namespace infra::sema
