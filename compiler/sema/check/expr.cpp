#include "compiler/sema/check/expr.h"

#include <algorithm>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/inference.h"
#include "compiler/sema/check/optionals.h"
#include "compiler/sema/check/tests.h"
#include "compiler/sema/check/unions.h"
#include "compiler/sema/declare/free_names.h"
#include "compiler/sema/report.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

using types::TypeKind;

TypeKind hinted(BodyScope& b, types::TypeId hint) {
  types::TypeId plain = plain_type(b, hint, true);
  return plain.valid() ? b.types().kind(plain) : TypeKind::Error;
}

NodeId check_int(BodyScope& b, int64_t value, Span span, types::TypeId hint) {
  if (hinted(b, hint) == TypeKind::Float) {
    return constant_node(b, span, scalar(TypeKind::Float), b.values().real(static_cast<double>(value)));
  }
  return constant_node(b, span, scalar(TypeKind::Int), b.values().integer(value));
}

NodeId check_condition(BodyScope& b, syntax::ExprId written) {
  NodeId condition = infer_expr(b, written, scalar(TypeKind::Bool));
  if (!is_secret(b, type_of(b, condition))) return convert(b, condition, scalar(TypeKind::Bool));
  bool is_bool = b.types().kind(plain_type(b, type_of(b, condition))) == TypeKind::Bool;
  return is_bool ? condition : convert(b, condition, b.types().secret(scalar(TypeKind::Bool)));
}

NodeId choose(BodyScope& b, Span span, NodeId condition, const std::vector<NodeId>& branches, types::TypeId type) {
  if (b.types().kind(type) == TypeKind::Error) return error_node(b, span);
  return add_node(b, span, tainted(b, type, is_secret(b, type_of(b, condition))),
                  OperationNode{value::Op::If, {condition, branches[0], branches[1]}});
}

NodeId check_if(BodyScope& b, const syntax::IfExpr& choice, Span span, types::TypeId hint, bool strict) {
  NodeId condition = check_condition(b, choice.condition);
  bool secret = is_secret(b, type_of(b, condition));
  const bool fixed = strict && !secret;
  auto branch = [&](syntax::ExprId id) { return fixed ? check_expr(b, id, hint) : infer_expr(b, id, hint); };
  std::vector<NodeId> branches = {branch(choice.then_value), branch(choice.else_value)};
  return choose(b, span, condition, branches, fixed ? hint : unify(b, branches, "the branches of `if`"));
}

NodeId check_let(BodyScope& b, const syntax::LetExpr& let, Span span, types::TypeId hint, bool strict) {
  NodeId value = infer_expr(b, let.value);
  uint32_t slot = b.bind(let.name.name, type_of(b, value));
  NodeId body = strict ? check_expr(b, let.body, hint) : infer_expr(b, let.body, hint);
  b.bindings.pop_back();
  if (is_error(b, body)) return body;
  return add_node(b, span, type_of(b, body), LetNode{slot, value, body});
}

bool has_payload(BodyScope& b, types::TypeId enumeration) {
  const std::vector<types::Member>& members = b.types()[enumeration].members;
  return std::any_of(members.begin(), members.end(),
                     [](const types::Member& member) { return !member.payload.empty(); });
}

NodeId dispatch(BodyScope& b, syntax::ExprId id, types::TypeId hint, bool strict) {
  const syntax::Expr& expr = b.ast().exprs[id];
  Span span = expr.span;
  const syntax::ExprNode& node = expr.node;
  if (std::get_if<syntax::ErrorExpr>(&node)) return error_node(b, span);
  if (std::get_if<syntax::NoneLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::None), b.values().none());
  }
  if (auto* boolean = std::get_if<syntax::BoolLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::Bool), b.values().boolean(boolean->value));
  }
  if (auto* integer = std::get_if<syntax::IntLiteral>(&node)) return check_int(b, integer->value, span, hint);
  if (auto* real = std::get_if<syntax::FloatLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::Float), b.values().real(real->value));
  }
  if (auto* size = std::get_if<syntax::SizeLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::Size), b.values().integer(size->bytes));
  }
  if (auto* duration = std::get_if<syntax::DurationLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::Duration), b.values().integer(duration->milliseconds));
  }
  if (auto* date = std::get_if<syntax::DateLiteral>(&node)) {
    NodeId text = constant_node(b, span, scalar(TypeKind::String), b.values().string(date->text));
    return convert(b, text, scalar(TypeKind::Date));
  }
  if (auto* text = std::get_if<syntax::StringLiteral>(&node)) {
    return constant_node(b, span, scalar(TypeKind::String), b.values().string(text->value));
  }
  if (auto* text = std::get_if<syntax::Interpolation>(&node)) return check_interpolation(b, *text, span, hint);
  if (auto* name = std::get_if<syntax::NameExpr>(&node)) return check_name(b, *name, span, hint);
  if (auto* member = std::get_if<syntax::MemberExpr>(&node)) {
    return check_member(b, member->member, member->arguments, member->has_arguments, span, plain_type(b, hint, true));
  }
  if (auto* field = std::get_if<syntax::FieldExpr>(&node)) return check_field(b, *field, span, hint);
  if (auto* safe = std::get_if<syntax::SafeFieldExpr>(&node)) {
    return check_safe(b, safe->object, span,
                      [&](NodeId object) { return check_field_of(b, object, safe->field, span); });
  }
  if (auto* index = std::get_if<syntax::IndexExpr>(&node)) return check_index(b, *index, span);
  if (auto* call = std::get_if<syntax::CallExpr>(&node)) return check_call(b, *call, span, hint);
  if (auto* unary = std::get_if<syntax::UnaryExpr>(&node)) return check_unary(b, *unary, span, hint);
  if (auto* binary = std::get_if<syntax::BinaryExpr>(&node)) return check_binary(b, *binary, span, hint);
  if (auto* paren = std::get_if<syntax::ParenExpr>(&node)) {
    return strict ? check_expr(b, paren->inner, hint) : infer_expr(b, paren->inner, hint);
  }
  if (auto* choice = std::get_if<syntax::IfExpr>(&node)) return check_if(b, *choice, span, hint, strict);
  if (auto* choice_let = std::get_if<syntax::IfLetExpr>(&node)) {
    return check_if_let(b, *choice_let, span, hint, strict);
  }
  if (auto* lambda = std::get_if<syntax::LambdaExpr>(&node)) return check_lambda(b, *lambda, span, hint);
  if (auto* let = std::get_if<syntax::LetExpr>(&node)) return check_let(b, *let, span, hint, strict);
  if (auto* match = std::get_if<syntax::MatchExpr>(&node)) return check_match(b, *match, span, hint, strict);
  if (auto* list = std::get_if<syntax::ListExpr>(&node)) return check_list(b, *list, span, hint, strict);
  if (auto* comprehension = std::get_if<syntax::ListComprehension>(&node)) {
    return check_list_comprehension(b, *comprehension, span, hint);
  }
  if (auto* comprehension = std::get_if<syntax::MapComprehension>(&node)) {
    return check_map_comprehension(b, *comprehension, span, hint);
  }
  if (auto* brace = std::get_if<syntax::BraceExpr>(&node)) return check_brace(b, *brace, span, hint);
  if (auto* plan = std::get_if<syntax::PlanExpr>(&node)) return check_plan(b, *plan, span);
  b.sink().emit(diag::MisplacedExpression, span, "a spread").label("cannot stand here");
  return error_node(b, span);
}

NodeId guarded(BodyScope& b, syntax::ExprId id, types::TypeId hint, bool strict) {
  if (!id.valid()) return error_node(b, Span());
  if (b.depth >= kMaxExpressionDepth) {
    Span span = b.ast().exprs[id].span;
    b.sink()
        .emit(diag::TooDeep, span, kMaxExpressionDepth)
        .label("too deep from here on")
        .help("give a part of it a name with `let`");
    return error_node(b, span);
  }
  ++b.depth;
  NodeId node = wants_union(b, id, hint) ? check_alternatives(b, id, hint) : dispatch(b, id, hint, strict);
  --b.depth;
  return node;
}

}  // namespace

NodeId infer_expr(BodyScope& b, syntax::ExprId expr, types::TypeId hint) { return guarded(b, expr, hint, false); }

NodeId check_expr(BodyScope& b, syntax::ExprId expr, types::TypeId expected) {
  if (!expected.valid()) return infer_expr(b, expr);
  if (b.types().kind(expected) == TypeKind::Error) {
    glance(b, expr);
    return error_node(b, expr.valid() ? b.ast().exprs[expr].span : Span());
  }
  return convert(b, guarded(b, expr, expected, true), expected);
}

void glance(BodyScope& b, syntax::ExprId expr) {
  if (expr.valid() && !wants_hint(b, expr)) infer_expr(b, expr);
}

types::TypeId unify(BodyScope& b, std::vector<NodeId>& nodes, std::string_view what) {
  types::TypeId joined;
  NodeId first;
  for (NodeId node : nodes) {
    types::TypeId type = type_of(b, node);
    if (b.types().kind(type) == TypeKind::Error) return error_type();
    if (!joined.valid()) {
      joined = type;
      first = node;
      continue;
    }
    auto next = types::join(b.types(), joined, type);
    if (!next) {
      b.sink()
          .emit(diag::NoCommonType, span_of(b, node), what, type_text(b, joined), type_text(b, type))
          .label(fmt::format("this is `{}`", type_text(b, type)))
          .also(span_of(b, first), fmt::format("this is `{}`", type_text(b, joined)));
      return error_type();
    }
    joined = *next;
  }
  if (b.types().kind(joined) == TypeKind::None) return joined;
  bool plain_secrets = std::exchange(b.accepts_plain_for_secret, true);
  for (NodeId& node : nodes) node = convert(b, node, joined);
  b.accepts_plain_for_secret = plain_secrets;
  return joined;
}

NodeId check_choice(BodyScope& b, const syntax::IfExpr& choice, Span span,
                    const std::function<NodeId(syntax::ExprId)>& branch) {
  NodeId condition = check_condition(b, choice.condition);
  std::vector<NodeId> branches = {branch(choice.then_value), branch(choice.else_value)};
  return choose(b, span, condition, branches, unify(b, branches, "the branches of `if`"));
}

NodeId check_interpolation(BodyScope& b, const syntax::Interpolation& text, Span span, types::TypeId) {
  std::vector<NodeId> parts;
  bool secret = false, failed = false;
  for (const syntax::StringPart& part : text.parts) {
    if (!part.expr.valid()) {
      parts.push_back(constant_node(b, part.span, scalar(TypeKind::String), b.values().string(part.text)));
      continue;
    }
    NodeId node = infer_expr(b, part.expr);
    types::TypeId type = type_of(b, node);
    secret |= is_secret(b, type);
    types::TypeId plain = plain_type(b, type);
    std::string type_name;
    bool refused = false;
    switch (b.types().kind(plain)) {
      case TypeKind::Error: failed = true; continue;
      case TypeKind::Optional:
      case TypeKind::None:
        b.sink()
            .emit(diag::OptionalNotHandled, span_of(b, node), "`String`")
            .label(fmt::format("this is `{}`", type_text(b, plain)))
            .help("say what stands for `none`: `${… ?? \"value\"}`");
        failed = true;
        continue;
      case TypeKind::List:
      case TypeKind::Map:
      case TypeKind::Record:
      case TypeKind::Kind:
      case TypeKind::Module:
      case TypeKind::Range:
      case TypeKind::Set:
      case TypeKind::Union:
      case TypeKind::Function:
      case TypeKind::Variable:
      case TypeKind::Artifact:
      case TypeKind::Dir: refused = true; break;
      case TypeKind::String: break;
      case TypeKind::Enum:
        // A member with payload has a name and values, and no text that says both.
        refused = has_payload(b, plain);
        type_name = "Enum";
        break;
      default: type_name = type_text(b, plain); break;
    }
    if (refused) {
      auto builder = b.sink().emit(diag::NoText, span_of(b, node), type_text(b, plain));
      builder.label("cannot be put into a string");
      if (b.types().kind(plain) == TypeKind::List) builder.help("join its items: `.join(\", \")`");
      if (b.types().kind(plain) == TypeKind::Union) builder.help("a value of a union is only passed on");
      if (b.types().kind(plain) == TypeKind::Variable) builder.help("a value of any type is only passed on");
      if (b.types().kind(plain) == TypeKind::Kind) builder.help("name one of its results or inputs");
      if (b.types().kind(plain) == TypeKind::Enum) builder.help("say what stands for each member: `match … { … }`");
      failed = true;
      continue;
    }
    if (!type_name.empty()) {
      NodeId name = constant_node(b, span_of(b, node), scalar(TypeKind::String), b.values().string(type_name));
      node = add_node(b, span_of(b, node), tainted(b, scalar(TypeKind::String), is_secret(b, type)),
                      OperationNode{value::Op::Text, {node, name}});
    }
    parts.push_back(node);
  }
  if (failed) return error_node(b, span);
  return add_node(b, span, tainted(b, scalar(TypeKind::String), secret),
                  OperationNode{value::Op::Join, std::move(parts)});
}

}  // namespace infra::sema
