#include "compiler/lint/rules.h"

namespace infra::lint {

void needless_not(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* negation = subject.as<syntax::UnaryExpr>(place.id);
    if (!negation || negation->op != syntax::UnaryOp::Not) continue;
    Span whole = subject.expr(place.id).span;
    syntax::ExprId inner = subject.bare(negation->operand);
    if (const auto* again = subject.as<syntax::UnaryExpr>(inner); again && again->op == syntax::UnaryOp::Not) {
      std::string text(subject.text(again->operand));
      sink.emit(diag::NeedlessNot, whole).fix(whole, text, fmt::format("write `{}`", text));
      continue;
    }
    const auto* comparison = subject.as<syntax::BinaryExpr>(inner);
    if (!comparison) continue;
    bool equal = comparison->op == syntax::BinaryOp::Equal;
    if (!equal && comparison->op != syntax::BinaryOp::NotEqual) continue;
    std::string text =
        fmt::format("{} {} {}", subject.text(comparison->left), equal ? "!=" : "==", subject.text(comparison->right));
    // `!` binds tighter than whatever stands around it, `!=` does not.
    std::string fixed = place.parent.valid() && subject.as<syntax::BinaryExpr>(place.parent) ? "(" + text + ")" : text;
    sink.emit(diag::NeedlessNot, whole).fix(whole, fixed, fmt::format("write `{}`", text));
  }
}

}  // namespace infra::lint
