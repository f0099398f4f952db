#include "compiler/lint/rule.h"

#include <algorithm>

#include "compiler/syntax/scan/scan.h"

namespace infra::lint {

syntax::ExprId Subject::bare(syntax::ExprId id) const {
  while (const auto* paren = as<syntax::ParenExpr>(id)) id = paren->inner;
  return id;
}

std::optional<bool> Subject::literal_bool(syntax::ExprId id) const {
  if (const auto* literal = as<syntax::BoolLiteral>(bare(id))) return literal->value;
  return std::nullopt;
}

bool Subject::always(syntax::ExprId id, types::TypeKind kind) const {
  auto found = types.find(place_key(expr(bare(id)).span));
  if (found == types.end()) return false;
  return std::all_of(found->second.begin(), found->second.end(),
                     [&](types::TypeId type) { return program.types->kind(type) == kind; });
}

bool same_tokens(std::string_view a, std::string_view b) {
  // Beyond this nobody writes the same twice with other spaces; nested expressions would be scanned again and again.
  constexpr size_t kLongest = 4096;
  if (a.size() > kLongest || b.size() > kLongest) return a == b;
  syntax::TokenList left = syntax::scan(a), right = syntax::scan(b);
  if (left.tokens.size() != right.tokens.size()) return false;
  for (size_t i = 0; i < left.tokens.size(); ++i) {
    const syntax::Token &l = left.tokens[i], &r = right.tokens[i];
    if (l.kind != r.kind || a.substr(l.begin, l.end - l.begin) != b.substr(r.begin, r.end - r.begin)) return false;
  }
  return true;
}

std::string as_operand(const syntax::ExprNode& node, std::string_view text) {
  bool needs = std::holds_alternative<syntax::BinaryExpr>(node) || std::holds_alternative<syntax::IfExpr>(node) ||
               std::holds_alternative<syntax::IfLetExpr>(node) || std::holds_alternative<syntax::LambdaExpr>(node) ||
               std::holds_alternative<syntax::LetExpr>(node);
  return needs ? "(" + std::string(text) + ")" : std::string(text);
}

Span whole_lines(const Subject& subject, Span span) {
  std::string_view text = subject.file.text();
  uint32_t begin = span.begin, end = span.end;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
  bool alone = (begin == 0 || text[begin - 1] == '\n') && (end == text.size() || text[end] == '\n');
  if (!alone) return span;
  return {span.file, begin, end < text.size() ? end + 1 : end};
}

}  // namespace infra::lint
