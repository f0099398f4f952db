#include "compiler/lint/rules.h"

namespace infra::lint {

void compare_with_bool(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::BinaryExpr>(place.id);
    if (!node || (node->op != syntax::BinaryOp::Equal && node->op != syntax::BinaryOp::NotEqual)) continue;
    bool literal_is_right = subject.literal_bool(node->right).has_value();
    syntax::ExprId literal = literal_is_right ? node->right : node->left;
    syntax::ExprId other = literal_is_right ? node->left : node->right;
    auto value = subject.literal_bool(literal);
    // `x == true` of a `Bool?` says that it is there, too; of a secret it stays one.
    if (!value || subject.literal_bool(other) || !subject.always(other, types::TypeKind::Bool)) continue;
    bool equal = node->op == syntax::BinaryOp::Equal;
    std::string text(subject.text(other));
    if (*value != equal) text = "!" + as_operand(subject.expr(other).node, text);
    Span whole = subject.expr(place.id).span;
    sink.emit(diag::CompareWithBool, whole, equal ? "==" : "!=", *value ? "true" : "false")
        .fix(whole, text, fmt::format("write `{}`", text));
  }
}

}  // namespace infra::lint
