#include "compiler/lint/rules.h"

namespace infra::lint {

void needless_interpolation(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* node = subject.as<syntax::Interpolation>(place.id);
    if (!node || node->parts.size() != 1 || !node->parts[0].expr.valid()) continue;
    if (subject.index.keys.contains(place.id.index)) continue;  // `"${k}" = v` is not `k = v`
    syntax::ExprId inner = node->parts[0].expr;
    // Of another type it is made a String here, and what is then read as a Url or a Path stays a text.
    if (!subject.always(inner, types::TypeKind::String) || !subject.always(place.id, types::TypeKind::String)) continue;
    Span whole = subject.expr(place.id).span;
    std::string text(subject.text(inner));
    const syntax::Expr* parent = place.parent.valid() ? &subject.expr(place.parent) : nullptr;
    bool is_operand = parent && !std::holds_alternative<syntax::ListExpr>(parent->node) &&
                      !std::holds_alternative<syntax::BraceExpr>(parent->node);
    std::string fixed = is_operand ? as_operand(subject.expr(inner).node, text) : text;
    sink.emit(diag::NeedlessInterpolation, whole, text).fix(whole, fixed, fmt::format("write `{}`", text));
  }
}

}  // namespace infra::lint
