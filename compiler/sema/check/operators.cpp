// Operators: which types they take, and what is meant when they do not.
#include <optional>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

using syntax::BinaryOp;
using types::TypeKind;
using value::Op;

std::string_view sign(BinaryOp op) {
  switch (op) {
    case BinaryOp::Multiply: return "*";
    case BinaryOp::Divide: return "/";
    case BinaryOp::Remainder: return "%";
    case BinaryOp::Add: return "+";
    case BinaryOp::Subtract: return "-";
    case BinaryOp::Concat: return "++";
    case BinaryOp::Range: return "..";
    case BinaryOp::RangeInclusive: return "..=";
    case BinaryOp::Less: return "<";
    case BinaryOp::LessEqual: return "<=";
    case BinaryOp::Greater: return ">";
    case BinaryOp::GreaterEqual: return ">=";
    case BinaryOp::In: return "in";
    case BinaryOp::Equal: return "==";
    case BinaryOp::NotEqual: return "!=";
    case BinaryOp::And: return "&&";
    case BinaryOp::Or: return "||";
    case BinaryOp::Coalesce: return "??";
  }
  return "?";
}

}  // namespace

bool wants_hint(BodyScope& b, syntax::ExprId id) {
  if (!id.valid()) return false;
  const syntax::ExprNode& node = b.ast().exprs[id].node;
  if (auto* paren = std::get_if<syntax::ParenExpr>(&node)) return wants_hint(b, paren->inner);
  if (auto* list = std::get_if<syntax::ListExpr>(&node)) {
    return list->items.empty() || wants_hint(b, list->items.front());
  }
  return std::holds_alternative<syntax::MemberExpr>(node) || std::holds_alternative<syntax::NoneLiteral>(node) ||
         std::holds_alternative<syntax::IntLiteral>(node) || std::holds_alternative<syntax::StringLiteral>(node) ||
         std::holds_alternative<syntax::BraceExpr>(node) || std::holds_alternative<syntax::MapComprehension>(node) ||
         std::holds_alternative<syntax::LambdaExpr>(node);
}

namespace {

struct Operands {
  NodeId left, right;
  types::TypeId left_type, right_type;  ///< Without Secret.
  bool secret = false;
  bool failed = false;
};

/// Infers both, the one that needs no hint first.
Operands infer_both(BodyScope& b, const syntax::BinaryExpr& binary) {
  Operands o;
  if (wants_hint(b, binary.left) && !wants_hint(b, binary.right)) {
    o.right = infer_expr(b, binary.right);
    o.left = infer_expr(b, binary.left, type_of(b, o.right));
  } else {
    o.left = infer_expr(b, binary.left);
    o.right = infer_expr(b, binary.right, type_of(b, o.left));
  }
  o.secret = is_secret(b, type_of(b, o.left)) || is_secret(b, type_of(b, o.right));
  o.left_type = plain_type(b, type_of(b, o.left));
  o.right_type = plain_type(b, type_of(b, o.right));
  o.failed = is_error(b, o.left) || is_error(b, o.right);
  return o;
}

TypeKind number_kind(BodyScope& b, types::TypeId type) {
  TypeKind kind = b.types().kind(type);
  return kind == TypeKind::Port ? TypeKind::Int : kind;
}

NodeId refuse(BodyScope& b, const syntax::BinaryExpr& binary, const Operands& o, Span span) {
  auto optional = [&](types::TypeId type) {
    return b.types().kind(type) == TypeKind::Optional || b.types().kind(type) == TypeKind::None;
  };
  if (optional(o.left_type) || optional(o.right_type)) {
    NodeId node = optional(o.left_type) ? o.left : o.right;
    b.sink()
        .emit(diag::OptionalNotHandled, span_of(b, node), "a value")
        .label(fmt::format("this is `{}`", type_text(b, type_of(b, node))))
        .help("say what stands for `none`: `(… ?? value)`");
    return error_node(b, span);
  }
  auto builder = b.sink().emit(diag::OperandTypes, binary.op_span, sign(binary.op), type_text(b, o.left_type),
                               type_text(b, o.right_type));
  builder.also(span_of(b, o.left), fmt::format("this is `{}`", type_text(b, o.left_type)));
  builder.also(span_of(b, o.right), fmt::format("this is `{}`", type_text(b, o.right_type)));
  TypeKind left = b.types().kind(o.left_type), right = b.types().kind(o.right_type);
  if (binary.op == BinaryOp::Add && (left == TypeKind::String || left == TypeKind::List)) {
    builder.help("`++` joins strings and lists").fix(binary.op_span, "++", "write `++`");
  } else if (binary.op == BinaryOp::Concat && left == TypeKind::String) {
    builder.help("put it into a string: `\"${…}\"`");
  } else if (left != right && (left == TypeKind::Size || right == TypeKind::Size || left == TypeKind::Duration ||
                               right == TypeKind::Duration)) {
    builder.help("sizes and durations do not mix with plain numbers: give the number a unit");
  } else if (left == TypeKind::Int && right == TypeKind::Float) {
    builder.help("an Int does not become a Float by itself: multiply it by `1.0`");
  }
  return error_node(b, span);
}

/// The result type of `left op right` on numbers, or nothing.
std::optional<TypeKind> arithmetic(BinaryOp op, TypeKind left, TypeKind right) {
  bool same = left == right;
  bool unit = left == TypeKind::Size || left == TypeKind::Duration;
  if (same && (left == TypeKind::Int || left == TypeKind::Float)) {
    if (op == BinaryOp::Remainder && left == TypeKind::Float) return std::nullopt;
    return left;
  }
  switch (op) {
    case BinaryOp::Add:
    case BinaryOp::Subtract: return same && unit ? std::optional(left) : std::nullopt;
    case BinaryOp::Multiply:
      if (unit && right == TypeKind::Int) return left;
      if (left == TypeKind::Int && (right == TypeKind::Size || right == TypeKind::Duration)) return right;
      return std::nullopt;
    case BinaryOp::Divide:
      if (unit && right == TypeKind::Int) return left;
      return same && unit ? std::optional(TypeKind::Int) : std::nullopt;
    default: return std::nullopt;
  }
}

Op arithmetic_op(BinaryOp op) {
  switch (op) {
    case BinaryOp::Add: return Op::Add;
    case BinaryOp::Subtract: return Op::Subtract;
    case BinaryOp::Multiply: return Op::Multiply;
    case BinaryOp::Divide: return Op::Divide;
    default: return Op::Remainder;
  }
}

NodeId check_arithmetic(BodyScope& b, const syntax::BinaryExpr& binary, Span span, types::TypeId hint) {
  Operands o;
  // `1 / 2` where a Float is expected is two Floats; beside a Size an Int literal stays one.
  bool wants_float = hint.valid() && b.types().kind(plain_type(b, hint, true)) == TypeKind::Float;
  if (wants_float && wants_hint(b, binary.left)) {
    o.left = infer_expr(b, binary.left, hint);
    o.right = infer_expr(b, binary.right, type_of(b, o.left));
    o.secret = is_secret(b, type_of(b, o.left)) || is_secret(b, type_of(b, o.right));
    o.left_type = plain_type(b, type_of(b, o.left));
    o.right_type = plain_type(b, type_of(b, o.right));
    o.failed = is_error(b, o.left) || is_error(b, o.right);
  } else {
    o = infer_both(b, binary);
  }
  if (o.failed) return error_node(b, span);
  auto result = arithmetic(binary.op, number_kind(b, o.left_type), number_kind(b, o.right_type));
  if (!result) return refuse(b, binary, o, span);
  types::TypeId type = tainted(b, scalar(*result), o.secret);
  NodeId node = add_node(b, span, type, OperationNode{arithmetic_op(binary.op), {o.left, o.right}});
  bool may_be_negative = *result == TypeKind::Size && binary.op != BinaryOp::Add;
  return may_be_negative ? add_node(b, span, type, OperationNode{Op::MakeSize, {node}}) : node;
}

NodeId check_comparison(BodyScope& b, const syntax::BinaryExpr& binary, Span span) {
  Operands o = infer_both(b, binary);
  if (o.failed) return error_node(b, span);
  auto order = [&](TypeKind left, TypeKind right) -> std::optional<Op> {
    if (left != right) return std::nullopt;
    switch (left) {
      case TypeKind::Int:
      case TypeKind::Float:
      case TypeKind::String:
      case TypeKind::Size:
      case TypeKind::Duration:
      case TypeKind::Date: return Op::Less;
      case TypeKind::Version: return Op::LessVersion;
      default: return std::nullopt;
    }
  };
  // A string beside a Version or Date is read as one.
  auto meet = [&](NodeId& node, types::TypeId& type, types::TypeId other) {
    if (b.types().kind(type) != TypeKind::String || !types::is_parsed_from_text(b.types(), other)) return;
    node = convert(b, node, tainted(b, other, is_secret(b, type_of(b, node))));
    type = plain_type(b, type_of(b, node));
    o.failed |= is_error(b, node);
  };
  meet(o.left, o.left_type, o.right_type);
  meet(o.right, o.right_type, o.left_type);
  if (o.failed) return error_node(b, span);
  auto op = order(number_kind(b, o.left_type), number_kind(b, o.right_type));
  if (!op) return refuse(b, binary, o, span);
  types::TypeId type = tainted(b, scalar(TypeKind::Bool), o.secret);
  bool swapped = binary.op == BinaryOp::Greater || binary.op == BinaryOp::LessEqual;
  bool negated = binary.op == BinaryOp::LessEqual || binary.op == BinaryOp::GreaterEqual;
  NodeId first = swapped ? o.right : o.left;
  NodeId second = swapped ? o.left : o.right;
  if (*op == Op::Less && negated) {  // a <= b and a >= b have an operation of their own
    return add_node(b, span, type, OperationNode{Op::LessEqual, {second, first}});
  }
  NodeId less = add_node(b, span, type, OperationNode{*op, {first, second}});
  return negated ? add_node(b, span, type, OperationNode{Op::Not, {less}}) : less;
}

NodeId check_equality(BodyScope& b, const syntax::BinaryExpr& binary, Span span) {
  Operands o = infer_both(b, binary);
  if (o.failed) return error_node(b, span);
  auto meet = [&](NodeId& node, types::TypeId& type, types::TypeId other) {
    types::TypeId plain = plain_type(b, other, true);
    if (b.types().kind(type) != TypeKind::String || !types::is_parsed_from_text(b.types(), plain)) return;
    node = convert(b, node, tainted(b, plain, is_secret(b, type_of(b, node))));
    type = plain_type(b, type_of(b, node));
    o.failed |= is_error(b, node);
  };
  meet(o.left, o.left_type, o.right_type);
  meet(o.right, o.right_type, o.left_type);
  if (o.failed) return error_node(b, span);
  types::TypeId left = number_kind(b, o.left_type) == TypeKind::Int ? scalar(TypeKind::Int) : o.left_type;
  types::TypeId right = number_kind(b, o.right_type) == TypeKind::Int ? scalar(TypeKind::Int) : o.right_type;
  bool functions = types::contains_function(b.types(), left) || types::contains_function(b.types(), right);
  if (functions || !types::join(b.types(), left, right)) return refuse(b, binary, o, span);
  // A record or list is as secret as what it holds.
  bool secret = o.secret || types::contains_secret(b.types(), left) || types::contains_secret(b.types(), right);
  return add_node(b, span, tainted(b, scalar(TypeKind::Bool), secret),
                  OperationNode{binary.op == BinaryOp::Equal ? Op::Equal : Op::NotEqual, {o.left, o.right}});
}

NodeId check_logic(BodyScope& b, const syntax::BinaryExpr& binary, Span span) {
  auto operand = [&](syntax::ExprId id) {
    NodeId node = infer_expr(b, id, scalar(TypeKind::Bool));
    return convert(b, node, tainted(b, scalar(TypeKind::Bool), is_secret(b, type_of(b, node))));
  };
  NodeId left = operand(binary.left), right = operand(binary.right);
  if (is_error(b, left) || is_error(b, right)) return error_node(b, span);
  bool secret = is_secret(b, type_of(b, left)) || is_secret(b, type_of(b, right));
  return add_node(b, span, tainted(b, scalar(TypeKind::Bool), secret),
                  OperationNode{binary.op == BinaryOp::And ? Op::And : Op::Or, {left, right}});
}

NodeId check_coalesce(BodyScope& b, const syntax::BinaryExpr& binary, Span span, types::TypeId hint) {
  NodeId left = infer_expr(b, binary.left, hint.valid() ? b.types().optional(hint) : hint);
  if (is_error(b, left)) {
    infer_expr(b, binary.right, hint);
    return left;
  }
  types::TypeId left_type = plain_type(b, type_of(b, left));
  bool secret = is_secret(b, type_of(b, left));
  TypeKind kind = b.types().kind(left_type);
  if (kind == TypeKind::None) return check_expr(b, binary.right, hint);
  if (kind != TypeKind::Optional) {
    b.sink()
        .emit(diag::NeverNone, span_of(b, left), type_text(b, left_type))
        .label("always has a value")
        .also(binary.op_span, "so this never comes to its right side")
        .help("leave out `??` and what follows");
    return left;
  }
  types::TypeId element = b.types()[left_type].element;
  NodeId right = infer_expr(b, binary.right, element);
  if (is_error(b, right)) return right;
  secret |= is_secret(b, type_of(b, right)) || is_secret(b, element);
  types::TypeId plain_element = plain_type(b, element);
  types::TypeId right_type = plain_type(b, type_of(b, right));
  if (converts(b, right_type, plain_element)) {
    right = convert(b, right, tainted(b, plain_element, is_secret(b, type_of(b, right))));
    right_type = plain_element;
  }
  auto joined = types::join(b.types(), plain_element, right_type);
  if (!joined) {
    b.sink()
        .emit(diag::NoCommonType, span_of(b, right), "both sides of `??`", type_text(b, element),
              type_text(b, right_type))
        .label(fmt::format("this is `{}`", type_text(b, right_type)))
        .also(span_of(b, left), fmt::format("this is `{}`", type_text(b, left_type)));
    return error_node(b, span);
  }
  return add_node(b, span, tainted(b, *joined, secret), OperationNode{Op::Coalesce, {left, right}});
}

NodeId check_range(BodyScope& b, const syntax::BinaryExpr& binary, Span span) {
  Operands o = infer_both(b, binary);
  if (o.failed) return error_node(b, span);
  bool ints = number_kind(b, o.left_type) == TypeKind::Int && number_kind(b, o.right_type) == TypeKind::Int;
  if (!ints) return refuse(b, binary, o, span);
  Op op = binary.op == BinaryOp::Range ? Op::MakeRange : Op::MakeRangeInclusive;
  return add_node(b, span, tainted(b, scalar(TypeKind::Range), o.secret), OperationNode{op, {o.left, o.right}});
}

const syntax::BinaryExpr* as_range(BodyScope& b, syntax::ExprId id) {
  const syntax::ExprNode* node = &b.ast().exprs[id].node;
  for (int i = 0; i < 8; ++i) {
    auto* paren = std::get_if<syntax::ParenExpr>(node);
    if (!paren) break;
    node = &b.ast().exprs[paren->inner].node;
  }
  auto* binary = std::get_if<syntax::BinaryExpr>(node);
  bool is_range = binary && (binary->op == BinaryOp::Range || binary->op == BinaryOp::RangeInclusive);
  return is_range ? binary : nullptr;
}

/// `x in a..=b` asks about the bounds only, so it works for everything that has an order of whole steps.
NodeId check_in_range(BodyScope& b, const syntax::BinaryExpr& in, const syntax::BinaryExpr& range, Span span) {
  NodeId item = infer_expr(b, in.left);
  NodeId low = infer_expr(b, range.left, type_of(b, item));
  NodeId high = infer_expr(b, range.right, type_of(b, item));
  if (is_error(b, item) || is_error(b, low) || is_error(b, high)) return error_node(b, span);
  bool secret = false;
  for (NodeId node : {item, low, high}) secret |= is_secret(b, type_of(b, node));
  types::TypeId type = plain_type(b, type_of(b, item));
  TypeKind kind = number_kind(b, type);
  for (NodeId bound : {low, high}) {
    types::TypeId bound_type = plain_type(b, type_of(b, bound));
    bool fits = number_kind(b, bound_type) == kind && (kind == TypeKind::Int || kind == TypeKind::Float ||
                                                       kind == TypeKind::Size || kind == TypeKind::Duration);
    if (fits) continue;
    Operands o{item, bound, type, bound_type, secret, false};
    return refuse(b, in, o, span);
  }
  types::TypeId boolean = tainted(b, scalar(TypeKind::Bool), secret);
  NodeId above = add_node(b, span, boolean, OperationNode{Op::LessEqual, {low, item}});
  Op below_op = range.op == BinaryOp::RangeInclusive ? Op::LessEqual : Op::Less;
  NodeId below = add_node(b, span, boolean, OperationNode{below_op, {item, high}});
  return add_node(b, span, boolean, OperationNode{Op::And, {above, below}});
}

NodeId check_in(BodyScope& b, const syntax::BinaryExpr& binary, Span span) {
  if (const syntax::BinaryExpr* range = as_range(b, binary.right)) return check_in_range(b, binary, *range, span);
  Operands o;
  if (wants_hint(b, binary.right)) {
    o.left = infer_expr(b, binary.left);
    o.right = infer_expr(b, binary.right, b.types().list(plain_type(b, type_of(b, o.left))));
  } else {
    o.right = infer_expr(b, binary.right);
    types::TypeId container = plain_type(b, type_of(b, o.right));
    const types::Type& type = b.types()[container];
    types::TypeId hint = type.kind == TypeKind::Map                                  ? type.key
                         : type.kind == TypeKind::List || type.kind == TypeKind::Set ? type.element
                                                                                     : types::TypeId();
    o.left = infer_expr(b, binary.left, hint);
    if (hint.valid() && b.types().kind(type_of(b, o.left)) == TypeKind::String &&
        types::is_parsed_from_text(b.types(), hint)) {
      o.left = convert(b, o.left, hint);
    }
  }
  if (is_error(b, o.left) || is_error(b, o.right)) return error_node(b, span);
  o.left_type = plain_type(b, type_of(b, o.left));
  o.right_type = plain_type(b, type_of(b, o.right));
  o.secret = is_secret(b, type_of(b, o.left)) || is_secret(b, type_of(b, o.right));
  const types::Type container = b.types()[o.right_type];
  bool fits = false;
  switch (container.kind) {
    case TypeKind::List:
    case TypeKind::Set:
      fits = !types::contains_function(b.types(), container.element) &&
             types::join(b.types(), o.left_type, plain_type(b, container.element)).has_value();
      break;
    case TypeKind::Map: fits = converts(b, o.left_type, container.key); break;
    case TypeKind::Range: fits = number_kind(b, o.left_type) == TypeKind::Int; break;
    case TypeKind::String: fits = b.types().kind(o.left_type) == TypeKind::String; break;
    default: break;
  }
  if (!fits) return refuse(b, binary, o, span);
  // The items are compared; of a map only its keys are, which are never secret.
  bool compares = container.kind == TypeKind::List || container.kind == TypeKind::Set;
  o.secret |= types::contains_secret(b.types(), o.left_type) ||
              (compares && types::contains_secret(b.types(), container.element));
  return add_node(b, span, tainted(b, scalar(TypeKind::Bool), o.secret), OperationNode{Op::In, {o.left, o.right}});
}

NodeId check_concat(BodyScope& b, const syntax::BinaryExpr& binary, Span span, types::TypeId hint) {
  Operands o;
  o.left = infer_expr(b, binary.left, hint);
  o.right = infer_expr(b, binary.right, hint.valid() ? hint : type_of(b, o.left));
  if (is_error(b, o.left) || is_error(b, o.right)) return error_node(b, span);
  o.left_type = plain_type(b, type_of(b, o.left));
  o.right_type = plain_type(b, type_of(b, o.right));
  o.secret = is_secret(b, type_of(b, o.left)) || is_secret(b, type_of(b, o.right));
  types::TypeId string = scalar(TypeKind::String);
  std::optional<types::TypeId> type;
  bool lists = b.types().kind(o.left_type) == TypeKind::List && b.types().kind(o.right_type) == TypeKind::List;
  if (lists)
    type = types::join(b.types(), o.left_type, o.right_type);
  else if (converts(b, o.left_type, string) && converts(b, o.right_type, string))
    type = string;
  if (!type) return refuse(b, binary, o, span);
  return add_node(b, span, tainted(b, *type, o.secret), OperationNode{Op::Concat, {o.left, o.right}});
}

}  // namespace

NodeId check_unary(BodyScope& b, const syntax::UnaryExpr& unary, Span span, types::TypeId hint) {
  NodeId operand = infer_expr(b, unary.operand, hint);
  if (is_error(b, operand)) return error_node(b, span);
  types::TypeId plain = plain_type(b, type_of(b, operand));
  TypeKind kind = b.types().kind(plain);
  bool negate = unary.op == syntax::UnaryOp::Negate;
  bool fits = negate ? number_kind(b, plain) == TypeKind::Int || kind == TypeKind::Float || kind == TypeKind::Duration
                     : kind == TypeKind::Bool;
  if (!fits) {
    b.sink()
        .emit(diag::OperandType, unary.op_span, negate ? "-" : "!", type_text(b, plain))
        .also(span_of(b, operand), fmt::format("this is `{}`", type_text(b, plain)));
    return error_node(b, span);
  }
  types::TypeId result = kind == TypeKind::Port ? scalar(TypeKind::Int) : plain;
  bool secret = is_secret(b, type_of(b, operand));
  return add_node(b, span, tainted(b, result, secret), OperationNode{negate ? Op::Negate : Op::Not, {operand}});
}

NodeId check_binary(BodyScope& b, const syntax::BinaryExpr& binary, Span span, types::TypeId hint) {
  switch (binary.op) {
    case BinaryOp::Multiply:
    case BinaryOp::Divide:
    case BinaryOp::Remainder:
    case BinaryOp::Add:
    case BinaryOp::Subtract: return check_arithmetic(b, binary, span, hint);
    case BinaryOp::Concat: return check_concat(b, binary, span, hint);
    case BinaryOp::Range:
    case BinaryOp::RangeInclusive: return check_range(b, binary, span);
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::Greater:
    case BinaryOp::GreaterEqual: return check_comparison(b, binary, span);
    case BinaryOp::In: return check_in(b, binary, span);
    case BinaryOp::Equal:
    case BinaryOp::NotEqual: return check_equality(b, binary, span);
    case BinaryOp::And:
    case BinaryOp::Or: return check_logic(b, binary, span);
    case BinaryOp::Coalesce: return check_coalesce(b, binary, span, hint);
  }
  return error_node(b, span);
}

}  // namespace infra::sema
