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
    case Permits: return EdgeMark::Permits;
    case Spans: return EdgeMark::Spans;
    default: return EdgeMark::Uses;
  }
}

/// Puts a mark on a field. One that is there already, or a second edge, says nothing: reported.
void add_mark(Build& b, FieldDecl& field, llvm::SmallVectorImpl<Token>& marks, const Token& mark) {
  const bool is_edge = edge_of(mark.kind) != EdgeMark::Uses;
  for (const Token& other : marks) {
    if (other.kind != mark.kind && !(is_edge && edge_of(other.kind) != EdgeMark::Uses)) continue;
    b.problems.emit(diag::MarkBesideMark, b.span(mark), b.text_of(mark), b.text_of(other))
        .also(b.span(other), "marked here")
        .help(is_edge ? "a field has one of `contains`, `points`, `reaches`, `permits` and `spans`"
                      : "one mark is enough")
        .fix(b.span(mark), "", "take it away");
    return;
  }
  marks.push_back(mark);
  switch (mark.kind) {
    case Unique: field.is_unique = true; break;
    case Exclusive: field.is_exclusive = true; break;
    case Find: field.is_find = true; break;
    default: field.edge = edge_of(mark.kind);
  }
}

/// The types among the children of a node.
llvm::SmallVector<TypeId, 4> build_types(Build& b, Node* node) {
  llvm::SmallVector<TypeId, 4> types;
  for (Node* child : node->children) {
    if (rule_of(child) == InfraParser::RuleType) types.push_back(build_type(b, child));
  }
  return types;
}

TypeId build_simple(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  const Span span = span_of(b, node);
  if (kind_of(children[0]) == Fn) {
    const List<TypeId> parameters = b.keep(build_types(b, node));
    const TypeId result = build_simple(b, children.back());
    return b.ast.types.add({span, FunctionType{parameters, result}});
  }
  const bool optional = kind_of(children.back()) == Question;
  const Span inner = optional ? b.span(first_token(node)).to(b.span(last_token(children[children.size() - 2]))) : span;
  TypeId id;
  if (kind_of(children[0]) == LeftParen) {
    id = build_type(b, children[1]);
    const List<syntax::Where> wheres = build_wheres(b, node);
    if (!wheres.empty()) id = b.ast.types.add({inner, RefinedType{id, wheres}});
  } else {
    TypeNode type = ErrorType{};
    if (rule_of(children[0]) == InfraParser::RuleFields) {
      type = RecordType{build_fields(b, children[0], FieldPlace::Record)};
    } else if (!is_token(children[0])) {
      type = build_named(b, node);
    }
    id = b.ast.types.add({inner, type});
  }
  if (optional) id = b.ast.types.add({span, OptionalType{id}});
  return id;
}

}  // namespace

FieldDecl build_field(Build& b, Node* node, FieldPlace place) {
  FieldDecl field{};
  field.span = span_of(b, node);
  field.doc = doc_before(b, field.span.begin);
  llvm::SmallVector<Token, 4> marks;
  for (Node* child : node->children) {
    if (is_token(child)) {
      const Token& token = token_of(child);
      if (token.kind == Colon || token.kind == Assign) continue;
      // A result may be the address of what is made.
      if (place == FieldPlace::KindInput || (place == FieldPlace::KindResult && token.kind == Spans)) {
        add_mark(b, field, marks, token);
      } else {
        b.problems.emit(diag::MarkOutsideKind, b.span(token), b.text_of(token));
      }
    } else if (is_expr(child)) {
      field.default_value = build_expr(b, child);
    } else if (rule_of(child) == InfraParser::RuleAnyName) {
      field.name = build_name(b, child);
    } else if (rule_of(child) == InfraParser::RuleType) {
      field.type = build_type(b, child);
    }
  }
  field.wheres = build_wheres(b, node);
  return field;
}

TypeId build_type(Build& b, Node* node) {
  if (node->children.size() == 1) return build_simple(b, node->children[0]);
  llvm::SmallVector<TypeId, 4> members;
  for (Node* child : node->children) {
    if (!is_token(child)) members.push_back(build_simple(b, child));
  }
  const List<TypeId> kept = b.keep(members);
  return b.ast.types.add({span_of(b, node), UnionType{kept}});
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

List<syntax::Where> build_wheres(Build& b, Node* node) {
  llvm::SmallVector<syntax::Where, 2> wheres;
  for (Node* child : node->children) {
    if (rule_of(child) != InfraParser::RuleWhere) continue;
    syntax::Where where{};
    where.span = span_of(b, child);
    where.condition = build_expr(b, child->children[1]);
    if (child->children.size() > 3) where.message = build_expr(b, child->children[3]);
    wheres.push_back(where);
  }
  return b.keep(wheres);
}

}  // namespace infra::syntax
