// Written types to interned ones, and what a declared record, enum or kind says beside its type.
#pragma once

#include <span>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// `owner` names an anonymous record with defaults or rules: `Server.disk`. Errors give the Error type.
types::TypeId resolve_type(CheckContext& context, ModuleId module, syntax::TypeId written, const std::string& owner);

/// The type of a declared `type`, `enum` or `kind`.
types::TypeId resolve_declared(CheckContext& context, const Symbol& symbol, Span use);

/// The fields of a record, payload, kind or result list; their defaults and rules are checked later.
std::vector<FieldInfo> resolve_fields(CheckContext& context, ModuleId module, syntax::List<syntax::FieldDecl> fields,
                                      const std::string& owner);

/// Resolves every declared type, then the fields of the kinds. E0223, E0225 for what a kind says about itself.
void resolve_all_types(CheckContext& context);

/// Checks the defaults and `where`s of all declared records, enums and kinds; after all lets are checked.
void check_type_bodies(CheckContext& context);

/// The rules of a param or field. Slot 0 is `it`; slot 1 + i is sibling i, by name.
std::vector<Rule> check_rules(CheckContext& context, ModuleId module, Reach reach, syntax::List<syntax::Where> wheres,
                              types::TypeId it, std::span<const FieldInfo> siblings);

}  // namespace infra::sema
