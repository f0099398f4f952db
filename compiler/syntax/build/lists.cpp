#include "InfraParser.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

ExprId build_spread(Build& b, Node* node) {
  const ExprId value = build_expr(b, node->children[1]);
  return add_expr(b, span_of(b, node), SpreadItem{value}, b.height(value));
}

}  // namespace

ExprId build_list(Build& b, Node* node) {
  const Span span = span_of(b, node);
  if (rule_of(node->children[1]) == InfraParser::RuleForHead) {
    const ForHead head = build_for_head(b, node->children[1]);
    const ExprId value = build_expr(b, node->children[3]);
    return add_expr(b, span, ListComprehension{head, value}, std::max(tallest(b, head), b.height(value)));
  }
  llvm::SmallVector<ExprId, 16> items;
  int height = 0;
  for (Node* child : node->children) {
    if (is_token(child)) continue;
    items.push_back(is_expr(child) ? build_expr(b, child) : build_spread(b, child));
    height = std::max(height, b.height(items.back()));
  }
  return add_expr(b, span, ListExpr{b.keep(items)}, height);
}

int tallest(const Build& b, const ForHead& head) {
  return std::max({b.height(head.source), b.height(head.condition), b.height(head.key)});
}

ForHead build_for_head(Build& b, Node* node) {
  ForHead head{};
  head.span = span_of(b, node);
  llvm::SmallVector<Ident, 2> names;
  TokenKind before = For;
  for (Node* child : node->children) {
    if (is_token(child)) {
      before = token_of(child).kind;
    } else if (!is_expr(child)) {
      names.push_back(build_name(b, child));
    } else if (before == In) {
      head.source = build_expr(b, child);
    } else if (before == If) {
      head.condition = build_expr(b, child);
    } else {
      head.key = build_expr(b, child);
    }
  }
  head.names = b.keep(names);
  return head;
}

}  // namespace infra::syntax
