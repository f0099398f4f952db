#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

bool is_suspicious(syntax::BinaryOp op) {
  using enum syntax::BinaryOp;
  switch (op) {
    case Less:
    case LessEqual:
    case Greater:
    case GreaterEqual:
    case Equal:
    case NotEqual:
    case And:
    case Or:
    case Coalesce:
    case Subtract: return true;
    default: return false;
  }
}

}  // namespace

void self_comparison(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::BinaryExpr>(place.id);
    if (!node || !is_suspicious(node->op)) continue;
    if (!same_tokens(subject.text(node->left), subject.text(node->right))) continue;
    sink.emit(diag::SelfComparison, subject.expr(place.id).span, subject.text(node->op_span))
        .label("its answer is known without looking")
        .help("one of the two was probably meant to be something else");
  }
}

}  // namespace infra::lint
