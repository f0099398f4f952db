// Checking expressions: the AST in, typed nodes out. An expected type is pushed down where one is known (else an
// invalid id); the node that comes back has been converted to it, or the difference has been reported and the node
// is an ErrorNode.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Checks and converts.
NodeId check_expr(BodyScope& b, syntax::ExprId expr, types::TypeId expected = {});
/// The same for the key or the value of an entry of braces: what is known of it from before is taken (kept.h).
NodeId check_entry(BodyScope& b, syntax::ExprId expr, types::TypeId expected = {});
/// Checks with the expected type as a hint only: `.prod`, braces and literals use it, nothing is converted.
NodeId infer_expr(BodyScope& b, syntax::ExprId expr, types::TypeId hint = {});

/// Whether an expression takes its type from its surroundings: `.prod`, braces, literals.
bool wants_hint(BodyScope& b, syntax::ExprId expr);
/// Looks for mistakes inside what stands where nothing can: only in what needs no expected type.
void glance(BodyScope& b, syntax::ExprId expr);

// One file each. `hint` may be invalid.
NodeId check_name(BodyScope& b, const syntax::NameExpr& name, Span span, types::TypeId hint);
NodeId check_list(BodyScope& b, const syntax::ListExpr& list, Span span, types::TypeId hint, bool strict);
NodeId check_field(BodyScope& b, const syntax::FieldExpr& field, Span span, types::TypeId hint);
/// The same when the object has been checked: after `?.`.
NodeId check_field_of(BodyScope& b, NodeId object, syntax::Ident field, Span span);
NodeId check_index(BodyScope& b, const syntax::IndexExpr& index, Span span);
NodeId check_unary(BodyScope& b, const syntax::UnaryExpr& unary, Span span, types::TypeId hint);
NodeId check_binary(BodyScope& b, const syntax::BinaryExpr& binary, Span span, types::TypeId hint);
NodeId check_call(BodyScope& b, const syntax::CallExpr& call, Span span, types::TypeId hint);
NodeId check_member(BodyScope& b, syntax::Ident member, syntax::List<syntax::Argument> arguments, bool has_arguments,
                    Span span, types::TypeId enumeration);
/// The name of an entry that stands for itself, or nothing: `name =` and `"name" =`.
std::optional<std::string_view> fixed_name(BodyScope& b, const syntax::Entry& entry);
NodeId check_brace(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId hint);
NodeId check_match(BodyScope& b, const syntax::MatchExpr& match, Span span, types::TypeId hint, bool strict);
NodeId check_if_let(BodyScope& b, const syntax::IfLetExpr& choice, Span span, types::TypeId hint, bool strict);
/// `if` whose branches are checked by `branch`.
NodeId check_choice(BodyScope& b, const syntax::IfExpr& choice, Span span,
                    const std::function<NodeId(syntax::ExprId)>& branch);
NodeId check_list_comprehension(BodyScope& b, const syntax::ListComprehension& comprehension, Span span,
                                types::TypeId hint);
NodeId check_map_comprehension(BodyScope& b, const syntax::MapComprehension& comprehension, Span span,
                               types::TypeId hint);
NodeId check_interpolation(BodyScope& b, const syntax::Interpolation& text, Span span, types::TypeId hint);

/// The loop variables of `for … in source`: bound, with the node of the source.
struct LoopBinding {
  NodeId source;
  uint32_t item_slot = 0;
  uint32_t key_slot = UINT32_MAX;
  types::TypeId item;
  types::TypeId key;  ///< Of a map.
  bool is_range = false;
  bool is_map = false;
  bool is_set = false;
  bool ok = false;
};
LoopBinding check_loop(BodyScope& b, const syntax::ForHead& head);

/// The least type of several nodes, each converted to it; reports when there is none.
types::TypeId unify(BodyScope& b, std::vector<NodeId>& nodes, std::string_view what);

/// The enum that `Environment` or `shop.Environment` names, or an invalid id when the expression names no enum.
types::TypeId enum_named(BodyScope& b, syntax::ExprId expr);

/// Without `Secret`, without what refines it and, when `through_optional`, without `?`.
types::TypeId plain_type(BodyScope& b, types::TypeId type, bool through_optional = false);
inline bool is_secret(BodyScope& b, types::TypeId type) {
  return type.valid() && b.types().kind(type) == types::TypeKind::Secret;
}
/// `type`, or a secret of it when what it is computed from is secret: `Secret<List<Int>>`, whose items need no `Secret` of
/// their own.
types::TypeId tainted(BodyScope& b, types::TypeId type, bool secret);

}  // namespace infra::sema
