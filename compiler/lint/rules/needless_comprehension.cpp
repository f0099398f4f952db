#include "compiler/lint/rules.h"

namespace infra::lint {

void needless_comprehension(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::ListComprehension>(place.id);
    if (!node || node->head.names.size() != 1 || node->head.condition.valid()) continue;
    const auto* value = subject.as<syntax::NameExpr>(subject.bare(node->value));
    if (!value || value->name.name != node->head.names[0].name) continue;
    // Over a range, a map or a set it makes a list of something that is none.
    if (!subject.always(node->head.source, types::TypeKind::List)) continue;
    Span whole = subject.expr(place.id).span;
    std::string text(subject.text(node->head.source));
    std::string fixed = place.parent.valid() ? as_operand(subject.expr(node->head.source).node, text) : text;
    sink.emit(diag::NeedlessComprehension, whole, text).fix(whole, fixed, fmt::format("write `{}`", text));
  }
}

}  // namespace infra::lint
