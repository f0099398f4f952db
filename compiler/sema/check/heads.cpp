#include "compiler/sema/check/heads.h"

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// Reports when what decides a shape is secret.
NodeId plain_shape(BodyScope& b, NodeId node, std::string_view what) {
  if (!is_secret(b, type_of(b, node))) return node;
  b.sink()
      .emit(diag::SecretShape, span_of(b, node), what)
      .label("this is secret")
      .help("how many things there are, and what they are called, is in the plan for everybody to read");
  return error_node(b, span_of(b, node));
}

Body check_condition(BodyScope b, syntax::ExprId condition, std::string_view what) {
  if (!condition.valid()) return {};
  NodeId node = infer_expr(b, condition, scalar(TypeKind::Bool));
  node = convert(b, plain_shape(b, node, what), scalar(TypeKind::Bool));
  return b.finish(node);
}

/// `0..n`, whose items are the places of a list.
bool counts_from_zero(BodyScope& b, syntax::ExprId source) {
  auto* binary = std::get_if<syntax::BinaryExpr>(&b.ast().exprs[source].node);
  if (!binary || (binary->op != syntax::BinaryOp::Range && binary->op != syntax::BinaryOp::RangeInclusive))
    return false;
  auto* begin = std::get_if<syntax::IntLiteral>(&b.ast().exprs[binary->left].node);
  return begin && begin->value == 0;
}

/// `s.site`: a field that could be the key; the item itself when it is no record.
std::string key_suggestion(CheckContext& c, const std::string& name, types::TypeId item) {
  for (const types::Field& field : c.types()[item].fields) {
    if (types::is_key_type(c.types(), field.type)) return fmt::format("{}.{}", name, field.name);
  }
  return name;
}

}  // namespace

BodyScope head_scope(CheckContext& c, ModuleId module, const Head& checked, bool has_for, const syntax::ForHead& head) {
  BodyScope b{c, module, Reach::Instance, false, {}, kHeadSlots, 0};
  if (!has_for || !checked.source.valid()) {
    // After a report the names are bound all the same, so that nobody complains about them.
    for (const syntax::Ident& name : head.names) {
      if (has_for) b.bindings.push_back({name.name, kItemSlot, error_type()});
    }
    return b;
  }
  bool two = head.names.size() == 2;
  if (!head.names.empty()) b.bindings.push_back({head.names[two ? 1 : 0].name, kItemSlot, checked.item_type});
  if (two) b.bindings.push_back({head.names[0].name, kKeySlot, checked.key_type});
  return b;
}

CheckedHead check_head(CheckContext& c, ModuleId module, bool has_for, const syntax::ForHead& head,
                       syntax::ExprId condition, types::TypeId element) {
  CheckedHead result;
  result.type = element;
  if (!has_for) {
    if (!condition.valid()) return result;
    BodyScope b{c, module, Reach::Instance, false, {}, kHeadSlots, 0};
    result.head.shape = Shape::Optional;
    result.head.span = b.ast().exprs[condition].span;
    result.head.condition = check_condition(std::move(b), condition, "whether this exists");
    result.type = c.types().kind(element) == TypeKind::Error ? element : c.types().optional(element);
    return result;
  }
  Head& out = result.head;
  out.span = head.span;
  out.two_names = head.names.size() == 2;
  out.shape = Shape::Map;
  BodyScope source{c, module, Reach::Instance, false, {}, 0, 0};
  LoopBinding loop = check_loop(source, head);
  NodeId source_node = plain_shape(source, loop.source, "how many there are");
  result.type = error_type();
  if (!loop.ok || is_error(source, source_node)) return result;
  out.source = source.finish(source_node);
  out.item_type = loop.item;
  out.key_type = loop.key;
  out.condition = check_condition(head_scope(c, module, out, true, head), head.condition, "whether this exists");

  Span source_span = source.ast().exprs[head.source].span;
  types::TypeId key_type;
  if (head.key.valid()) {
    BodyScope b = head_scope(c, module, out, true, head);
    if (loop.is_map) {
      c.sink.emit(diag::UnneededKey, b.ast().exprs[head.key].span)
          .label("the map that `for` goes over has keys")
          .help("leave out `key`");
    }
    NodeId key = plain_shape(b, infer_expr(b, head.key), "what this is called");
    if (is_error(b, key)) return result;
    key_type = type_of(b, key);
    if (!types::is_key_type(c.types(), key_type)) {
      c.sink.emit(diag::UnusableKey, span_of(b, key), type_text(c.program, key_type)).label("cannot be a key");
      return result;
    }
    if (!loop.is_map) out.key = b.finish(key);
  }
  if (loop.is_map) {
    key_type = loop.key;
  } else if (!out.key.valid() && loop.is_set && types::is_key_type(c.types(), plain_type(source, loop.item))) {
    // A set of what can be a key is its own.
    BodyScope b = head_scope(c, module, out, true, head);
    key_type = plain_type(source, loop.item);
    out.key =
        b.finish(add_node(b, head.names.empty() ? source_span : head.names[0].span, key_type, LocalNode{kItemSlot}));
  } else if (!out.key.valid()) {
    bool counted = loop.is_range && counts_from_zero(source, head.source);
    if (counted && !head.condition.valid()) {
      out.shape = Shape::List;
    } else {
      std::string name(head.names.empty() ? "x" : c.text(head.names[0].name));
      auto builder = c.sink.emit(diag::KeyNeeded, source_span);
      if (counted) {
        builder.label("with `if`, the places in the list would change with it")
            .help(fmt::format("name each by its number: `key {}`", name));
      } else if (loop.is_range) {
        builder.label("does not begin at 0").help(fmt::format("name each by its number: `key {}`", name));
      } else {
        builder.label(fmt::format("a {} of `{}`", loop.is_set ? "set" : "list", type_text(c.program, loop.item)))
            .help(fmt::format("name what tells the items apart for good: `key {}`", key_suggestion(c, name, loop.item)))
            .note("by its place in the list, every later item would have another address when one is removed");
      }
      return result;
    }
  }
  if (c.types().kind(element) == TypeKind::Error) return result;
  result.type = out.shape == Shape::List ? c.types().list(element) : c.types().map(key_type, element);
  return result;
}

}  // namespace infra::sema
