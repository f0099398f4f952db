// Generic declarations in use: type parameters replaced by what they stand for, with what the program says about the
// types that this makes.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// `pattern` with its variables put in. A record that this makes has the defaults and rules of its declaration. The
/// Error type after a report at `span`.
types::TypeId put_in(CheckContext& context, Span span, types::TypeId pattern, const types::Bindings& bindings);

/// The defaults and rules of generic declarations, once they are checked, for the records made before.
void complete_instances(CheckContext& context);

/// Inside of its declaration a type parameter is a type like any other. In a call it is one to be found: a variable of
/// its own, until something binds it.
types::TypeId to_be_found(types::TypeStore& types, types::TypeId variable);
/// Whether something in a type is still to be found.
bool is_undecided(const types::TypeStore& types, types::TypeId type);

/// The variables that stand in a type.
void collect_variables(const types::TypeStore& types, types::TypeId type, std::vector<types::TypeId>& out);

}  // namespace infra::sema
