#include "InfraParser.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

Entry build_entry(Build& b, Node* node) {
  Entry entry{};
  entry.span = span_of(b, node);
  const std::vector<Node*>& children = node->children;
  Node* first = children[0];
  if (kind_of(first) == Ellipsis) {
    entry.form = KeyForm::Spread;
  } else if (kind_of(first) == String) {
    const Token& token = token_of(first);
    entry.form = KeyForm::Text;
    const std::string_view key = build_string(b, token);
    check_normal(b, key, b.span(token));
    entry.key = add_expr(b, b.span(token), StringLiteral{key}, 0);
  } else if (kind_of(first) == StringOpen) {
    entry.form = KeyForm::Text;
    const std::span<Node* const> key = std::span(children).subspan(0, children.size() - 2);
    const ExprNode value = build_interpolation(b, key);
    int height = 0;
    if (const auto* parts = std::get_if<Interpolation>(&value)) {
      for (const StringPart& part : parts->parts) height = std::max(height, b.height(part.expr));
    }
    entry.key = add_expr(b, b.span(token_of(first)).to(b.span(token_of(key.back()))), value, height);
  } else {
    entry.form = KeyForm::Name;
    entry.name = build_name(b, first);
  }
  entry.value = build_expr(b, children.back());
  return entry;
}

Entry build_key_entry(Build& b, Node* node) {
  Entry entry{};
  entry.span = span_of(b, node);
  entry.form = KeyForm::Computed;
  entry.key = build_expr(b, node->children[1]);
  entry.value = build_expr(b, node->children[4]);
  return entry;
}

}  // namespace

int tallest(const Build& b, List<Entry> entries) {
  int height = 0;
  for (const Entry& entry : entries) height = std::max({height, b.height(entry.key), b.height(entry.value)});
  return height;
}

ExprId build_brace_value(Build& b, Node* node) {
  const Span span = span_of(b, node);
  if (rule_of(node->children[1]) == InfraParser::RuleForHead) {
    const ForHead head = build_for_head(b, node->children[1]);
    const Entry entry = build_key_entry(b, node->children[3]);
    const int height = std::max({tallest(b, head), b.height(entry.key), b.height(entry.value)});
    return add_expr(b, span, MapComprehension{head, entry.key, entry.value}, height);
  }
  const List<Entry> entries = build_entries(b, node);
  return add_expr(b, span, BraceExpr{entries}, tallest(b, entries));
}

std::optional<Entry> build_any_entry(Build& b, Node* node) {
  const size_t rule = rule_of(node);
  if (rule == InfraParser::RuleKeyEntry) return build_key_entry(b, node);
  if (rule != InfraParser::RuleEntry || node->children.size() == 1) return std::nullopt;
  return build_entry(b, node);
}

List<Entry> build_entries(Build& b, Node* node) {
  llvm::SmallVector<Entry, 16> entries;
  for (Node* child : node->children) {
    if (const std::optional<Entry> entry = build_any_entry(b, child)) entries.push_back(*entry);
  }
  return b.keep(entries);
}

}  // namespace infra::syntax
