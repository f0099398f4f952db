// What rules ask about a file, found in one walk over its tree.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/walk.h"

namespace infra::lint {

/// A name that an expression, a function, a head or a body binds.
struct Binding {
  syntax::Ident name;
  syntax::Binder binder;
  bool is_used = false;
  Span hides;  ///< Where the name that it hides is declared; invalid when it hides none.
  bool hides_declaration = false;
};

struct FileIndex {
  struct ExprPlace {
    syntax::ExprId id;
    syntax::ExprId parent;  ///< Invalid where a declaration, type or pattern holds it.
  };
  std::vector<ExprPlace> exprs;     ///< In the order of the source.
  std::vector<size_t> first_exprs;  ///< By declaration: where its expressions begin in `exprs`.
  std::vector<const syntax::Entry*> entries;
  std::unordered_set<uint32_t> keys;  ///< Expressions that are keys of entries.
  std::vector<const syntax::ForHead*> heads;
  std::vector<Binding> bindings;
  std::unordered_set<uint32_t> used;     ///< Names that refer to a declaration of the file.
  std::unordered_set<uint32_t> members;  ///< Names behind a dot.

  bool uses(const syntax::Ident& name) const { return used.contains(name.name.index); }
  /// As a function that is called with a dot, too.
  bool calls(const syntax::Ident& name) const { return uses(name) || members.contains(name.name.index); }
};

FileIndex index_file(const syntax::Ast& ast);

/// The name that a declaration gives; invalid for imports, checks and whatever names nothing.
syntax::Ident declared_name(const syntax::Decl& decl);

}  // namespace infra::lint
