#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

PatternId add_pattern(Build& b, Span span, PatternNode node) { return b.ast.patterns.add({span, node}); }

/// `.http(port, _)`; also of a name without its dot, about which the caller complains.
MemberPattern build_member(Build& b, Node* node, Ident name) {
  llvm::SmallVector<PatternArgument, 8> arguments;
  bool has_arguments = false;
  for (Node* child : node->children) {
    has_arguments |= kind_of(child) == LeftParen;
    if (rule_of(child) != InfraParser::RulePatternArgument) continue;
    Ident label;
    if (child->children.size() > 1) label = build_name(b, child->children[0]);
    arguments.push_back({label, build_pattern(b, child->children.back())});
  }
  return MemberPattern{name, b.keep(arguments), has_arguments};
}

/// `name` binds, `some(p)` looks inside; there is no other pattern of this form.
PatternNode build_named(Build& b, Node* node) {
  const Ident name = build_name(b, node->children[0]);
  if (node->children.size() == 1) return BindPattern{name};
  const MemberPattern member = build_member(b, node, name);
  const std::string_view word = b.names.text(name.name);
  if (word == "some" && member.arguments.size() == 1 && !member.arguments[0].label.name.valid()) {
    return SomePattern{member.arguments[0].pattern};
  }
  b.problems.emit(diag::UnknownPattern, name.span, word)
      .label("only `some(p)` has this form")
      .help("a member of an enum begins with a dot")
      .fix(Span{name.span.file, name.span.begin, name.span.begin}, ".", "write the member");
  return member;
}

ExprNode build_literal(Build& b, const Token& token, bool negative) {
  switch (token.kind) {
    case True:
    case False: return BoolLiteral{token.kind == True};
    case String:
    case RawString: return StringLiteral{build_string(b, token)};
    case Quantity: return build_quantity(b, token);
    case Date: return DateLiteral{b.keep(b.text_of(token))};
    default: return build_number(b, token, negative);
  }
}

/// `-3` is a literal of its own; a quantity keeps its sign around it.
PatternNode build_literal_pattern(Build& b, Node* node) {
  const bool negative = kind_of(node->children[0]) == Minus;
  const Token& token = token_of(node->children.back());
  ExprId value = add_expr(b, b.span(token), build_literal(b, token, negative), 0);
  if (negative && token.kind == Quantity) {
    value = add_expr(b, span_of(b, node), UnaryExpr{UnaryOp::Negate, value, b.span(token_of(node->children[0]))}, 1);
  }
  return LiteralPattern{value};
}

}  // namespace

PatternId build_pattern(Build& b, Node* node) {
  const Span span = span_of(b, node);
  switch (kind_of(node->children[0])) {
    case Underscore: return add_pattern(b, span, WildcardPattern{});
    case None: return add_pattern(b, span, NonePattern{});
    case Dot: return add_pattern(b, span, build_member(b, node, build_name(b, node->children[1])));
    case EndOfFile:  // the rule `name`
      return add_pattern(b, span, build_named(b, node));
    default: return add_pattern(b, span, build_literal_pattern(b, node));
  }
}

}  // namespace infra::syntax
