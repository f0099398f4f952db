#include "compiler/lint/rules.h"

namespace infra::lint {

void same_branches(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::IfExpr>(place.id);
    if (!node || !same_tokens(subject.text(node->then_value), subject.text(node->else_value))) continue;
    Span whole = subject.expr(place.id).span;
    sink.emit(diag::SameBranches, whole)
        .label("the condition decides nothing")
        .fix(whole, std::string(subject.text(node->then_value)), "keep one of the two");
  }
}

}  // namespace infra::lint
