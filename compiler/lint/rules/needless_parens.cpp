#include <cctype>

#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// One piece by itself: a name, a literal, a call, something in brackets.
bool is_whole(const Subject& subject, syntax::ExprId id) {
  return subject.as<syntax::NameExpr>(id) || subject.as<syntax::StringLiteral>(id) ||
         subject.as<syntax::Interpolation>(id) || subject.as<syntax::BoolLiteral>(id) ||
         subject.as<syntax::NoneLiteral>(id) || subject.as<syntax::FieldExpr>(id) ||
         subject.as<syntax::IndexExpr>(id) || subject.as<syntax::CallExpr>(id) || subject.as<syntax::ListExpr>(id) ||
         subject.as<syntax::ParenExpr>(id);
}

/// Whether what stands around would take a part of what is in the parentheses for itself.
bool is_operand(const Subject& subject, const FileIndex::ExprPlace& place) {
  if (const auto* call = subject.as<syntax::CallExpr>(place.parent)) return call->callee == place.id;
  if (const auto* index = subject.as<syntax::IndexExpr>(place.parent)) return index->object == place.id;
  return subject.as<syntax::UnaryExpr>(place.parent) || subject.as<syntax::BinaryExpr>(place.parent) ||
         subject.as<syntax::FieldExpr>(place.parent) || subject.as<syntax::SafeFieldExpr>(place.parent);
}

/// `(a.f)(x)` calls what the field holds, and `(a?.b).c` ends the chain.
bool changes_meaning(const Subject& subject, const FileIndex::ExprPlace& place) {
  const auto* call = subject.as<syntax::CallExpr>(place.parent);
  return (call && call->callee == place.id) || subject.text(place.id).find("?.") != std::string_view::npos;
}

/// What takes all that follows is put into parentheses for the eye, and so is what goes over several lines.
bool is_wanted(const Subject& subject, const syntax::Expr& paren, syntax::ExprId inner) {
  return subject.as<syntax::IfExpr>(inner) || subject.as<syntax::IfLetExpr>(inner) ||
         subject.as<syntax::LambdaExpr>(inner) || subject.as<syntax::LetExpr>(inner) ||
         subject.text(paren.span).find('\n') != std::string_view::npos;
}

bool continues_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80) != 0; }

}  // namespace

void needless_parens(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* paren = subject.as<syntax::ParenExpr>(place.id);
    if (!paren) continue;
    const syntax::Expr& expr = subject.expr(place.id);
    bool needless = is_whole(subject, paren->inner) || !is_operand(subject, place);
    if (!needless || changes_meaning(subject, place) || is_wanted(subject, expr, paren->inner)) continue;
    std::string text(subject.text(paren->inner));
    std::string_view file = subject.file.text();
    std::string fixed = text;
    if (expr.span.begin > 0 && continues_word(file[expr.span.begin - 1])) fixed.insert(0, " ");
    if (expr.span.end < file.size() && continues_word(file[expr.span.end])) fixed.push_back(' ');
    sink.emit(diag::NeedlessParens, expr.span).fix(expr.span, fixed, fmt::format("write `{}`", text));
  }
}

}  // namespace infra::lint
