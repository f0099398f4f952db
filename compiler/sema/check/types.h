// Written types to interned ones, and what a declared record, enum or kind says beside its type.
#pragma once

#include <span>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Fields of a record or kind and members of an enum: what looks one up by its name goes over them (E0337).
inline constexpr size_t kMaxMembers = 10'000;

/// What the type parameters of a declaration are inside of it.
using TypeScope = std::vector<std::pair<Name, types::TypeId>>;

/// `owner` names an anonymous record with defaults or rules: `Server.disk`. Errors give the Error type.
types::TypeId resolve_type(CheckContext& context, ModuleId module, syntax::TypeId written, const std::string& owner,
                           const TypeScope* scope = nullptr);
/// The type parameters of the declaration `qualified`, each a variable; E0202 for a name that stands twice.
TypeScope type_parameters(CheckContext& context, const std::string& qualified, syntax::List<syntax::Ident> names);
/// E0331 at `span` when a function stands anywhere inside: `what` leaves the compiler.
bool refuse_functions(CheckContext& context, Span span, types::TypeId type, std::string_view what);

/// The type of a declared `type`, `enum` or `kind`.
types::TypeId resolve_declared(CheckContext& context, const Symbol& symbol, Span use);

/// The fields of a record, payload, kind or result list; their defaults and rules are checked later.
std::vector<FieldInfo> resolve_fields(CheckContext& context, ModuleId module, syntax::List<syntax::FieldDecl> fields,
                                      const std::string& owner, const TypeScope* scope = nullptr);

/// Resolves every declared type, then the fields of the kinds. E0223, E0225 for what a kind says about itself.
void resolve_all_types(CheckContext& context);

/// Checks the defaults and `where`s of all declared records, enums and kinds; after all lets are checked.
void check_type_bodies(CheckContext& context);

/// The rules of a param or field. Slot 0 is `it`; slot 1 + i is sibling i, by name.
std::vector<Rule> check_rules(CheckContext& context, ModuleId module, Reach reach, syntax::List<syntax::Where> wheres,
                              types::TypeId it, std::span<const FieldInfo> siblings);

}  // namespace infra::sema
