// What the grammar lets through so that the message can be a good one.
#include "compiler/syntax/build/build.h"

#include "compiler/diag/codes/syntax.h"

namespace infra::syntax {
namespace {

bool is_range(BinaryOp op) { return op == BinaryOp::Range || op == BinaryOp::RangeInclusive; }
bool is_comparison(BinaryOp op) { return op >= BinaryOp::Less && op <= BinaryOp::In; }
bool is_equality(BinaryOp op) { return op == BinaryOp::Equal || op == BinaryOp::NotEqual; }

/// Operators of one row of which only one may stand without parentheses.
bool chains(BinaryOp left, BinaryOp right) {
  return (is_range(left) && is_range(right)) || (is_comparison(left) && is_comparison(right)) ||
         (is_equality(left) && is_equality(right));
}

bool needs_clarity_beside_coalesce(BinaryOp op) {
  return is_comparison(op) || is_equality(op) || op == BinaryOp::And || op == BinaryOp::Or;
}

std::string_view written(const Build& b, Span span) { return b.text.substr(span.begin, span.end - span.begin); }

void fix_with_parentheses(const Build& b, diag::Builder builder, Span span) {
  builder.fix(span, "(" + std::string(written(b, span)) + ")", "put it in parentheses");
}

void report_chain(Build& b, const BinaryExpr& outer, const BinaryExpr& inner) {
  auto builder =
      b.problems.emit(diag::ChainedOperators, outer.op_span, written(b, inner.op_span), written(b, outer.op_span));
  builder.also(inner.op_span,
               is_range(inner.op) ? "one range is made here already" : "one comparison is made here already");
  if (is_comparison(inner.op)) {
    const Span middle = b.ast.exprs[inner.right].span;
    builder.help("compare twice: `" + std::string(written(b, b.ast.exprs[inner.left].span.to(middle))) + " && " +
                 std::string(written(b, middle.to(b.ast.exprs[outer.right].span))) + "`");
  } else {
    builder.help("say with parentheses which comes first");
  }
}

/// Checks one operand of `outer` that is an operator itself; false when nobody means what it reads as.
bool check_nested(Build& b, const BinaryExpr& outer, ExprId operand_id) {
  const Expr& operand = b.ast.exprs[operand_id];
  const auto* inner = std::get_if<BinaryExpr>(&operand.node);
  if (!inner) return true;
  if (chains(inner->op, outer.op)) return report_chain(b, outer, *inner), false;
  const bool coalesce_outside = outer.op == BinaryOp::Coalesce && needs_clarity_beside_coalesce(inner->op);
  const bool coalesce_inside = inner->op == BinaryOp::Coalesce && needs_clarity_beside_coalesce(outer.op);
  if (!coalesce_outside && !coalesce_inside) return true;
  const std::string pair =
      "`" + std::string(written(b, inner->op_span)) + "` beside `" + std::string(written(b, outer.op_span)) + "`";
  auto builder = b.problems.emit(diag::NeedsParentheses, operand.span, pair);
  builder.also(outer.op_span, "beside this").help("say with parentheses which comes first");
  fix_with_parentheses(b, builder, operand.span);
  return false;
}

}  // namespace

bool check_binary(Build& b, const BinaryExpr& binary) {
  const bool left_fine = check_nested(b, binary, binary.left);
  const bool right_fine = check_nested(b, binary, binary.right);
  if (binary.op != BinaryOp::In) return left_fine && right_fine;
  // `!x in y` reads as `(!x) in y`, and nobody means that.
  const Expr& left = b.ast.exprs[binary.left];
  const auto* negated = std::get_if<UnaryExpr>(&left.node);
  if (!negated || negated->op != UnaryOp::Not) return left_fine && right_fine;
  const Span inside = b.ast.exprs[negated->operand].span.to(b.ast.exprs[binary.right].span);
  auto builder = b.problems.emit(diag::NeedsParentheses, left.span.to(inside), "`!` before `in`");
  builder.help("write `!(" + std::string(written(b, inside)) + ")`");
  fix_with_parentheses(b, builder, inside);
  return false;
}

void check_operand(Build& b, ExprId operand_id) {
  const Expr& operand = b.ast.exprs[operand_id];
  std::string_view word;
  if (std::holds_alternative<IfExpr>(operand.node) || std::holds_alternative<IfLetExpr>(operand.node))
    word = "an `if` as an operand";
  if (std::holds_alternative<LetExpr>(operand.node)) word = "a `let` as an operand";
  if (std::holds_alternative<LambdaExpr>(operand.node)) word = "a lambda as an operand";
  if (word.empty()) return;
  fix_with_parentheses(b, b.problems.emit(diag::NeedsParentheses, operand.span, word), operand.span);
  // No operator works on a function: that would be a second error.
  if (std::holds_alternative<LambdaExpr>(operand.node)) b.ast.exprs[operand_id].node = ErrorExpr{};
}

}  // namespace infra::syntax
