// Names to symbols, with what to say when there is none.
#pragma once

#include <optional>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Beyond so many errors no names are suggested: a suggestion looks at all names that there are, and nobody reads so many
/// mistakes at once.
inline constexpr size_t kManyErrors = 200;

/// What `name` means in a file; reports E0201 with suggestions when nothing. `what` is "type" or "name".
std::optional<Symbol> find_symbol(CheckContext& context, ModuleId module, syntax::Ident name, std::string_view what);

/// `file.name`: a name that an imported file exports. Reports E0201, E0205, E0206.
std::optional<Symbol> find_in_file(CheckContext& context, ModuleId module, syntax::Ident file, syntax::Ident name);

/// The same when the file is known.
std::optional<Symbol> find_exported(CheckContext& context, ModuleId target, syntax::Ident name);

/// The function that `name` means, unless a local name hides it; nothing without a word when it means something else.
std::optional<FnId> fn_named(BodyScope& b, syntax::Ident name);
/// Whether an expression is the name of an imported file.
bool names_file(BodyScope& b, syntax::ExprId expr);
/// The same of `file.name`, when that function is `pub`.
std::optional<FnId> fn_of_file(BodyScope& b, syntax::ExprId file, syntax::Ident name);

}  // namespace infra::sema
