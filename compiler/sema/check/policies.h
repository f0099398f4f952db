// `policy`, `check`, `enforce`, `waive`, `limit`: what must hold beside types.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The bodies of `check`s and `policy`s, what is enforced and waived, and the limit of one file. Types, lets, resources
/// and their kinds must have been checked. E0204, E0250 to E0269, E0408.
void check_policies(CheckContext& context, ModuleId module);

/// `let`s, and statements of `kind`, one after the other in one scope.
Statements check_statements(BodyScope& b, syntax::List<syntax::Statement> body);

/// The policies that a path leads to: one, or all pub ones of a file or folder. Reports when it leads to none.
std::vector<PolicyRef> resolve_policies(CheckContext& context, ModuleId module, syntax::DeclId decl,
                                        syntax::List<syntax::Ident> path);

/// All pub policies of a group, in the order of its files.
std::vector<PolicyRef> public_policies(const LoadedSources& loaded, const Declarations& declarations, GroupId group);

}  // namespace infra::sema
