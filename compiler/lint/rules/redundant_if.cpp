#include "compiler/lint/rules.h"

namespace infra::lint {

void redundant_if(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::IfExpr>(place.id);
    if (!node || subject.literal_bool(node->condition)) continue;
    auto then_value = subject.literal_bool(node->then_value), else_value = subject.literal_bool(node->else_value);
    if (!then_value || !else_value || *then_value == *else_value) continue;
    std::string condition(subject.text(node->condition));
    if (!*then_value) condition = "!" + as_operand(subject.expr(node->condition).node, condition);
    Span whole = subject.expr(place.id).span;
    sink.emit(diag::RedundantIf, whole).fix(whole, condition, fmt::format("write `{}`", condition));
  }
}

}  // namespace infra::lint
