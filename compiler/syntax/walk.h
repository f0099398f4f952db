// Every node of a tree, in the order of the source, with the scopes that names have. The one place that knows what each
// node holds: a node without its line here does not compile.
#pragma once

#include "compiler/syntax/ast.h"

namespace infra::syntax {

/// What binds a name inside of a declaration.
enum class Binder : uint8_t { Let, LoopVariable, Parameter, LambdaParameter, TypeParameter, Pattern, PolicyBinding };

/// Overridden for what one wants to see. The tree's height is bounded by the parser, and so is the walk's depth.
class Walker {
 public:
  virtual ~Walker() = default;

  virtual void decl(DeclId) {}
  /// `parent` is the expression that holds it directly; invalid where a declaration, type or pattern does.
  virtual void expr(ExprId, ExprId /*parent*/) {}
  virtual void type(TypeId) {}
  virtual void pattern(PatternId) {}
  virtual void field(const FieldDecl&) {}
  virtual void entry(const Entry&) {}
  virtual void head(const ForHead&) {}

  /// A name that stands for something declared elsewhere: in this file, an import, or a scope around it.
  virtual void use(const Ident&) {}
  /// The name behind a dot: a field, or a function that is called with a dot.
  virtual void member(const Ident&) {}
  /// A name that means something from here to the end of its scope.
  virtual void bind(const Ident&, Binder) {}
  virtual void open_scope() {}
  virtual void close_scope() {}
};

void walk(const Ast& ast, Walker& walker);

}  // namespace infra::syntax
