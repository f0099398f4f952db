#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

/// `List<T>`, `shop.Tags`: the names are all before the `<`.
TypeNode build_named(Build& b, Node* node) {
  NamedType named{};
  named.name = build_name(b, node->children[0]);
  llvm::SmallVector<TypeId, 4> arguments;
  for (Node* child : node->children) {
    const size_t rule = rule_of(child);
    if (rule == InfraParser::RuleAnyName) {
      named.module = named.name;
      named.name = build_name(b, child);
    } else if (rule == InfraParser::RuleType) {
      arguments.push_back(build_type(b, child));
    }
  }
  named.arguments = b.keep(arguments);
  return named;
}

EdgeMark edge_of(TokenKind kind) {
  switch (kind) {
    case Contains: return EdgeMark::Contains;
    case Points: return EdgeMark::Points;
    case Reaches: return EdgeMark::Reaches;
    default: return EdgeMark::Uses;
  }
}

FieldDecl build_field(Build& b, Node* node, FieldPlace place) {
  FieldDecl field{};
  field.span = span_of(b, node);
  field.doc = doc_before(b, field.span.begin);
  llvm::SmallVector<syntax::Where, 2> wheres;
  for (Node* child : node->children) {
    if (is_token(child)) {
      const Token& token = token_of(child);
      if (token.kind == Colon || token.kind == Assign) continue;
      if (place != FieldPlace::KindInput) {
        b.problems.emit(diag::MarkOutsideKind, b.span(token), b.text_of(token));
        continue;
      }
      if (token.kind == Unique) {
        field.is_unique = true;
      } else {
        field.edge = edge_of(token.kind);
      }
      continue;
    }
    switch (rule_of(child)) {
      case InfraParser::RuleAnyName: field.name = build_name(b, child); break;
      case InfraParser::RuleType: field.type = build_type(b, child); break;
      case InfraParser::RuleExpr: field.default_value = build_expr(b, child); break;
      default: wheres.push_back(build_where(b, child));
    }
  }
  field.wheres = b.keep(wheres);
  return field;
}

}  // namespace

TypeId build_type(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  const bool optional = kind_of(children.back()) == Question;
  Span span = span_of(b, node);
  const Span inner = optional ? b.span(first_token(node)).to(b.span(last_token(children[children.size() - 2]))) : span;
  TypeNode type = ErrorType{};
  if (rule_of(children[0]) == InfraParser::RuleFields) {
    type = RecordType{build_fields(b, children[0], FieldPlace::Record)};
  } else if (!is_token(children[0])) {
    type = build_named(b, node);
  }
  TypeId id = b.ast.types.add({inner, type});
  if (optional) id = b.ast.types.add({span, OptionalType{id}});
  return id;
}

List<FieldDecl> build_fields(Build& b, Node* node, FieldPlace place) {
  llvm::SmallVector<FieldDecl, 16> fields;
  for (Node* child : node->children) {
    if (rule_of(child) == InfraParser::RuleField && child->children.size() > 1) {  // one child: a hole
      fields.push_back(build_field(b, child, place));
    }
  }
  return b.keep(fields);
}

syntax::Where build_where(Build& b, Node* node) {
  syntax::Where where{};
  where.span = span_of(b, node);
  where.condition = build_expr(b, node->children[1]);
  if (node->children.size() > 3) where.message = build_expr(b, node->children[3]);
  return where;
}

}  // namespace infra::syntax
