#include "compiler/sema/check/unions.h"
#include "compiler/diag/codes/sema.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// Whether what a list may be is clear before its items have been looked at.
bool has_one_list(BodyScope& b, types::TypeId union_type) {
  const std::vector<types::TypeId>& members = b.types()[union_type].parts;
  return std::count_if(members.begin(), members.end(), [&](types::TypeId member) {
           TypeKind kind = b.types().kind(plain_type(b, member, true));
           return kind == TypeKind::List || kind == TypeKind::Set;
         }) == 1;
}

/// By its form alone, whether a literal may be of a type: trying is dear, and a form that cannot fit explains nothing.
bool may_be(BodyScope& b, syntax::ExprId id, types::TypeId member) {
  types::TypeId plain = plain_type(b, member, true);
  TypeKind kind = b.types().kind(plain);
  const syntax::ExprNode& node = b.ast().exprs[id].node;
  if (auto* paren = std::get_if<syntax::ParenExpr>(&node)) return may_be(b, paren->inner, member);
  if (std::get_if<syntax::BraceExpr>(&node)) return kind == TypeKind::Record || kind == TypeKind::Map;
  if (std::get_if<syntax::ListExpr>(&node)) return kind == TypeKind::List || kind == TypeKind::Set;
  if (std::get_if<syntax::MemberExpr>(&node)) return kind == TypeKind::Enum;
  if (std::get_if<syntax::IntLiteral>(&node)) {
    return kind == TypeKind::Int || kind == TypeKind::Port || kind == TypeKind::Float;
  }
  if (std::get_if<syntax::StringLiteral>(&node)) {
    return kind == TypeKind::String || types::is_parsed_from_text(b.types(), plain);
  }
  return true;
}

/// By the names of its entries, whether braces may be of a record type: none is unknown, none is missing. True for
/// anything else.
bool has_fields_of(BodyScope& b, syntax::ExprId id, types::TypeId member) {
  const syntax::ExprNode& node = b.ast().exprs[id].node;
  if (auto* paren = std::get_if<syntax::ParenExpr>(&node)) return has_fields_of(b, paren->inner, member);
  auto* brace = std::get_if<syntax::BraceExpr>(&node);
  const types::Type& type = b.types()[plain_type(b, member, true)];
  if (!brace || type.kind != TypeKind::Record) return true;
  for (const syntax::Entry& entry : brace->entries) {
    std::optional<std::string_view> name = fixed_name(b, entry);
    if (!name) return true;
    if (!type.field(*name)) return false;
  }
  auto is_given = [&](const types::Field& field) {
    return field.has_default || b.types().kind(field.type) == TypeKind::Optional ||
           std::any_of(brace->entries.begin(), brace->entries.end(),
                       [&](const syntax::Entry& entry) { return fixed_name(b, entry) == field.name; });
  };
  return std::all_of(type.fields.begin(), type.fields.end(), is_given);
}

/// Whether it checks as one, without a word. What is checked on the way stays in the store and is used by nobody.
bool fits_quietly(BodyScope& b, syntax::ExprId id, types::TypeId member) {
  diag::Sink own;
  CheckContext context{b.context.loaded, b.context.declarations, b.context.program, own};
  context.generic_records = b.context.generic_records;
  BodyScope trial{context, b.module, b.reach, b.accepts_plain_for_secret, b.bindings, b.slots, b.depth, b.asks_network};
  NodeId node = check_expr(trial, id, member);
  b.context.instances.insert(b.context.instances.end(), context.instances.begin(), context.instances.end());
  return !own.has_errors() && !is_error(trial, node);
}

}  // namespace

bool wants_union(BodyScope& b, syntax::ExprId expr, types::TypeId hint) {
  if (!hint.valid()) return false;
  types::TypeId plain = plain_type(b, hint, true);
  if (b.types().kind(plain) != TypeKind::Union) return false;
  const syntax::ExprNode& node = b.ast().exprs[expr].node;
  if (std::holds_alternative<syntax::ListExpr>(node) && !wants_hint(b, expr)) return has_one_list(b, plain);
  return wants_hint(b, expr) && !std::holds_alternative<syntax::NoneLiteral>(node);
}

NodeId check_alternatives(BodyScope& b, syntax::ExprId expr, types::TypeId hint) {
  Span span = b.ast().exprs[expr].span;
  types::TypeId plain = plain_type(b, hint, true);
  std::vector<types::TypeId> possible;
  for (types::TypeId member : std::vector<types::TypeId>(b.types()[plain].parts)) {
    if (may_be(b, expr, member)) possible.push_back(member);
  }
  // Most often names tell the records of a union apart; nothing is tried then.
  if (possible.size() > 1)
    std::erase_if(possible, [&](types::TypeId member) { return !has_fields_of(b, expr, member); });
  if (possible.size() == 1) return check_expr(b, expr, possible.front());  // what is wrong with it is said in full
  std::vector<types::TypeId> fitting;
  for (types::TypeId member : possible) {
    if (fits_quietly(b, expr, member)) fitting.push_back(member);
  }
  if (fitting.size() == 1) return check_expr(b, expr, fitting.front());
  auto builder = b.sink().emit(diag::NotOneMember, span, fitting.empty() ? "no member" : "more than one member",
                               type_text(b, plain));
  if (fitting.empty()) {
    builder.label("fits none of them");
  } else {
    std::vector<std::string> texts;
    for (types::TypeId member : fitting) texts.push_back(type_text(b, member));
    std::vector<std::string_view> views(texts.begin(), texts.end());
    builder.label("fits " + list_names(views))
        .help(fmt::format("say which it is: `let name: {} = …`, and use that", texts.front()));
  }
  return error_node(b, span);
}

types::TypeId member_for(BodyScope& b, types::TypeId from, types::TypeId to) {
  types::TypeId only;
  size_t count = 0;
  for (types::TypeId member : std::vector<types::TypeId>(b.types()[to].parts)) {
    if (member == from) return member;
    if (!types::fits(b.types(), from, member)) continue;
    only = member;
    ++count;
  }
  return count == 1 ? only : types::TypeId();
}

}  // namespace infra::sema
