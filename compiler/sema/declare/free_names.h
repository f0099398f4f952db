// The names that an expression takes from outside of itself.
#pragma once

#include <vector>

#include "compiler/syntax/ast.h"

namespace infra::sema {

/// How deep one expression may nest, operators included. What is deeper is not walked here; check/ refuses it.
inline constexpr int kMaxExpressionDepth = 1'100;

class FreeNames {
 public:
  explicit FreeNames(const syntax::Ast& ast) : ast_(ast) {}

  void visit(syntax::ExprId expr);
  /// The names of a head, and those of `inside` that its loop variables do not bind.
  void visit_head(const syntax::ForHead& head);
  void unbind_head(const syntax::ForHead& head);

  struct Use {
    Name name;
    Span span;
  };
  const std::vector<Use>& found() const { return found_; }

 private:
  void visit_pattern(syntax::PatternId pattern);
  void descend(syntax::ExprId expr);

  const syntax::Ast& ast_;
  std::vector<Name> bound_;
  std::vector<Use> found_;
  int depth_ = 0;
};

}  // namespace infra::sema
