#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"
#include "compiler/syntax/parse.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

BinaryOp binary_op(TokenKind kind) {
  switch (kind) {
    case Star: return BinaryOp::Multiply;
    case Slash: return BinaryOp::Divide;
    case Percent: return BinaryOp::Remainder;
    case Plus: return BinaryOp::Add;
    case Minus: return BinaryOp::Subtract;
    case Concat: return BinaryOp::Concat;
    case Range: return BinaryOp::Range;
    case RangeInclusive: return BinaryOp::RangeInclusive;
    case Less: return BinaryOp::Less;
    case LessEqual: return BinaryOp::LessEqual;
    case Greater: return BinaryOp::Greater;
    case GreaterEqual: return BinaryOp::GreaterEqual;
    case In: return BinaryOp::In;
    case Equal: return BinaryOp::Equal;
    case NotEqual: return BinaryOp::NotEqual;
    case And: return BinaryOp::And;
    case Or: return BinaryOp::Or;
    default: return BinaryOp::Coalesce;
  }
}

int tallest(const Build& b, List<Argument> arguments) {
  int height = 0;
  for (const Argument& argument : arguments) height = std::max(height, b.height(argument.value));
  return height;
}

ExprId build_match(Build& b, Node* node) {
  const ExprId subject = build_expr(b, node->children[1]);
  int height = b.height(subject);
  llvm::SmallVector<MatchArm, 8> arms;
  for (Node* child : node->children) {
    if (rule_of(child) != InfraParser::RuleArm || child->children.size() < 3) continue;
    const PatternId pattern = build_pattern(b, child->children[0]);
    const ExprId value = build_expr(b, child->children[2]);
    height = std::max(height, b.height(value));
    arms.push_back({pattern, value, span_of(b, child)});
  }
  return add_expr(b, span_of(b, node), MatchExpr{subject, b.keep(arms)}, height);
}

ExprId build_unary(Build& b, Node* node) {
  const Token& sign = token_of(node->children[0]);
  Node* operand_node = node->children[1];
  // The least Int has no positive: its sign belongs to the literal.
  if (sign.kind == Minus && operand_node->children.size() == 1 && kind_of(operand_node->children[0]) == Int) {
    const ExprNode number = build_number(b, token_of(operand_node->children[0]), true);
    const auto* literal = std::get_if<IntLiteral>(&number);
    if (!literal || literal->value == INT64_MIN) return add_expr(b, span_of(b, node), number, 0);
  }
  const ExprId operand = build_expr(b, operand_node);
  check_operand(b, operand);
  const UnaryOp op = sign.kind == Minus ? UnaryOp::Negate : UnaryOp::Not;
  return add_expr(b, span_of(b, node), UnaryExpr{op, operand, b.span(sign)}, b.height(operand));
}

/// A name by itself, or the parameter of a lambda.
ExprId build_name_or_lambda(Build& b, Node* node) {
  const Span span = span_of(b, node);
  const Ident name = build_name(b, node->children[0]);
  if (node->children.size() == 1) return add_expr(b, span, NameExpr{name}, 0);
  const ExprId body = build_expr(b, node->children[2]);
  return add_expr(b, span, LambdaExpr{b.keep(llvm::SmallVector<Ident, 1>{name}), body}, b.height(body));
}

/// `(e)`, or `(x, y) => e`.
ExprId build_parens(Build& b, Node* node) {
  const Span span = span_of(b, node);
  if (is_expr(node->children[1])) {
    const ExprId inner = build_expr(b, node->children[1]);
    return add_expr(b, span, ParenExpr{inner}, b.height(inner));
  }
  llvm::SmallVector<Ident, 4> parameters;
  for (Node* child : node->children) {
    if (rule_of(child) == InfraParser::RuleName) parameters.push_back(build_name(b, child));
  }
  const ExprId body = build_expr(b, node->children.back());
  return add_expr(b, span, LambdaExpr{b.keep(parameters), body}, b.height(body));
}

/// `if c then a else b`, `if let p = e then a else b`.
ExprId build_if(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  const size_t then = children.size() - 3;
  const bool has_pattern = kind_of(children[1]) == LetPattern;
  const PatternId pattern = has_pattern ? build_pattern(b, children[2]) : PatternId();
  const ExprId condition = build_expr(b, children[then - 2]);
  const ExprId then_value = build_expr(b, children[then]);
  const ExprId else_value = build_expr(b, children.back());
  const int height = std::max({b.height(condition), b.height(then_value), b.height(else_value)});
  if (has_pattern) return add_expr(b, span_of(b, node), IfLetExpr{pattern, condition, then_value, else_value}, height);
  return add_expr(b, span_of(b, node), IfExpr{condition, then_value, else_value}, height);
}

ExprId build_let(Build& b, Node* node) {
  const Ident name = build_name(b, node->children[1]);
  const ExprId value = build_expr(b, node->children[3]);
  const ExprId body = build_expr(b, node->children[5]);
  return add_expr(b, span_of(b, node), LetExpr{name, value, body}, std::max(b.height(value), b.height(body)));
}

/// Everything that begins with a token of its own: literals, names, brackets, prefixes.
ExprId build_primary(Build& b, Node* node) {
  const Span span = span_of(b, node);
  const std::vector<Node*>& children = node->children;
  if (!is_token(children[0])) return build_name_or_lambda(b, node);
  const Token& token = token_of(children[0]);
  switch (token.kind) {
    case Name: return build_name_or_lambda(b, node);
    case String:
    case RawString: return add_expr(b, span, StringLiteral{build_string(b, token)}, 0);
    case Int:
    case Float: return add_expr(b, span, build_number(b, token, false), 0);
    case Quantity: return add_expr(b, span, build_quantity(b, token), 0);
    case Date: return add_expr(b, span, DateLiteral{b.keep(b.text_of(token))}, 0);
    case True:
    case False: return add_expr(b, span, BoolLiteral{token.kind == True}, 0);
    case None: return add_expr(b, span, NoneLiteral{}, 0);
    case StringOpen:
    case BlockOpen: {
      const ExprNode value = build_interpolation(b, children);
      int height = 0;
      if (const auto* parts = std::get_if<Interpolation>(&value)) {
        for (const StringPart& part : parts->parts) height = std::max(height, b.height(part.expr));
      }
      return add_expr(b, span, value, height);
    }
    case Dot: return add_expr(b, span, MemberExpr{build_name(b, children[1]), {}, false}, 0);
    case LeftParen: return build_parens(b, node);
    case LeftBracket: return build_list(b, node);
    case LeftBrace: return build_brace_value(b, node);
    case Match: return build_match(b, node);
    case Minus:
    case Bang: return build_unary(b, node);
    case If: return build_if(b, node);
    case Let: return build_let(b, node);
    default:  // Hole
      for (const auto& [begin, braces] : b.read_before) {
        if (begin == token.begin) return braces;
      }
      return add_expr(b, span, ErrorExpr{}, 0);
  }
}

/// Puts what follows in `node` around `left`: a field, a call, an index or an operator.
ExprId build_around(Build& b, ExprId left, Node* node) {
  const std::vector<Node*>& children = node->children;
  const Token& token = token_of(children[1]);
  const Span span = b.ast.exprs[left].span.to(b.span(last_token(node)));
  if (token.kind != LeftParen || !std::holds_alternative<MemberExpr>(b.ast.exprs[left].node)) check_operand(b, left);
  switch (token.kind) {
    case Dot: return add_expr(b, span, FieldExpr{left, build_name(b, children[2])}, b.height(left));
    case SafeDot: return add_expr(b, span, SafeFieldExpr{left, build_name(b, children[2])}, b.height(left));
    case LeftParen: {
      const List<Argument> arguments = build_arguments(b, node);
      const int height = std::max(b.height(left), tallest(b, arguments));
      // `.http(port: 80)`: the arguments are the member's payload.
      const auto* member = std::get_if<MemberExpr>(&b.ast.exprs[left].node);
      if (member && !member->has_arguments)
        return add_expr(b, span, MemberExpr{member->member, arguments, true}, height);
      return add_expr(b, span, CallExpr{left, arguments}, height);
    }
    case LeftBracket: {
      const ExprId index = build_expr(b, children[2]);
      return add_expr(b, span, IndexExpr{left, index}, std::max(b.height(left), b.height(index)));
    }
    default: {
      const ExprId right = build_expr(b, children[2]);
      check_operand(b, right);
      const BinaryExpr binary{binary_op(token.kind), left, right, b.span(token)};
      // One mistake is one error: what it would read as is not checked further.
      const int height = std::max(b.height(left), b.height(right));
      return check_binary(b, binary) ? add_expr(b, span, binary, height) : add_expr(b, span, ErrorExpr{}, height);
    }
  }
}

}  // namespace

bool is_expr(const Node* node) { return rule_of(node) == InfraParser::RuleExpr; }

ExprId add_expr(Build& b, Span span, ExprNode node, int height_below) {
  int height = height_below + 1;
  if (height > kMaxTreeHeight) {
    // What is around the hole starts counting again.
    if (!b.said_too_high) {
      b.problems.emit(diag::NestedTooDeep, span, kMaxTreeHeight).help("name a part of it with `let`");
    }
    b.said_too_high = true;
    node = ErrorExpr{};
    height = 1;
  }
  b.heights.push_back(static_cast<uint16_t>(height));
  return b.ast.exprs.add({span, node});
}

ExprId build_expr(Build& b, Node* node) {
  // Operators and postfixes grow to the left: their chain is walked with a loop, since its length has no bound.
  llvm::SmallVector<Node*, 16> around;
  while (is_expr(node->children[0])) {
    around.push_back(node);
    node = node->children[0];
  }
  ExprId result = build_primary(b, node);
  while (!around.empty()) result = build_around(b, result, around.pop_back_val());
  return result;
}

List<Argument> build_arguments(Build& b, Node* node) {
  llvm::SmallVector<Argument, 8> arguments;
  for (Node* child : node->children) {
    if (rule_of(child) != InfraParser::RuleArgument) continue;
    Ident label;
    if (child->children.size() > 1) label = build_name(b, child->children[0]);
    arguments.push_back({label, build_expr(b, child->children.back()), span_of(b, child)});
  }
  return b.keep(arguments);
}

}  // namespace infra::syntax
