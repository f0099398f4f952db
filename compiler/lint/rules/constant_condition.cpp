#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

void complain(const Subject& subject, diag::Sink& sink, syntax::ExprId condition) {
  if (auto value = subject.literal_bool(condition)) {
    sink.emit(diag::ConstantCondition, subject.expr(condition).span, *value ? "true" : "false");
  }
}

void look_at_if(const Subject& subject, diag::Sink& sink, const FileIndex::ExprPlace& place) {
  const auto* node = subject.as<syntax::IfExpr>(place.id);
  auto value = node ? subject.literal_bool(node->condition) : std::nullopt;
  if (!value) return;
  syntax::ExprId kept = *value ? node->then_value : node->else_value;
  sink.emit(diag::ConstantCondition, subject.expr(node->condition).span, *value ? "true" : "false")
      .fix(subject.expr(place.id).span, std::string(subject.text(kept)),
           *value ? "keep what stands behind `then`" : "keep what stands behind `else`");
}

/// `a && true` is `a`; `a || true` is always true.
void look_at_operation(const Subject& subject, diag::Sink& sink, const FileIndex::ExprPlace& place) {
  const auto* node = subject.as<syntax::BinaryExpr>(place.id);
  if (!node || (node->op != syntax::BinaryOp::And && node->op != syntax::BinaryOp::Or)) return;
  bool is_and = node->op == syntax::BinaryOp::And;
  for (auto [literal, other] : {std::pair(node->left, node->right), std::pair(node->right, node->left)}) {
    auto value = subject.literal_bool(literal);
    if (!value) continue;
    if (*value == is_and) {
      sink.emit(diag::ConstantCondition, subject.expr(literal).span, *value ? "true" : "false")
          .fix(subject.expr(place.id).span, std::string(subject.text(other)), "keep the other side");
    } else {
      sink.emit(diag::ConstantCondition, subject.expr(place.id).span, *value ? "true" : "false");
    }
    return;
  }
}

}  // namespace

void constant_condition(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    look_at_if(subject, sink, place);
    look_at_operation(subject, sink, place);
  }
  for (const syntax::ForHead* head : subject.index.heads) complain(subject, sink, head->condition);
  for (const syntax::Decl& decl : subject.ast.decls) {
    if (const auto* node = std::get_if<syntax::ResourceDecl>(&decl.node)) complain(subject, sink, node->condition);
    if (const auto* node = std::get_if<syntax::ExistingDecl>(&decl.node)) complain(subject, sink, node->condition);
    if (const auto* node = std::get_if<syntax::ModuleDecl>(&decl.node)) complain(subject, sink, node->condition);
  }
}

}  // namespace infra::lint
