// `for … in …`: what the names of a loop are, and comprehensions.
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"

namespace infra::sema {

using types::TypeKind;

LoopBinding check_loop(BodyScope& b, const syntax::ForHead& head) {
  LoopBinding loop;
  loop.source = infer_expr(b, head.source);
  types::TypeId source = plain_type(b, type_of(b, loop.source));
  const types::Type shape = b.types()[source];
  bool two = head.names.size() == 2;
  loop.item = error_type();
  loop.key = error_type();
  switch (shape.kind) {
    case TypeKind::Error: break;
    case TypeKind::Range:
      loop.is_range = true;
      loop.item = scalar(TypeKind::Int);
      loop.ok = true;
      break;
    case TypeKind::List:
      loop.item = shape.element;
      loop.ok = true;
      break;
    case TypeKind::Set:
      loop.is_set = true;
      loop.item = shape.element;
      loop.ok = true;
      break;
    case TypeKind::Map:
      loop.is_map = true;
      loop.item = shape.element;
      loop.key = shape.key;
      loop.ok = true;
      break;
    case TypeKind::Optional:
    case TypeKind::None:
      b.sink()
          .emit(diag::OptionalNotHandled, span_of(b, loop.source), "a list")
          .label(fmt::format("this is `{}`", type_text(b, source)))
          .help("say what stands for `none`: `… ?? []`");
      break;
    default: {
      auto builder = b.sink().emit(diag::NotIterable, span_of(b, loop.source), type_text(b, source));
      builder.label("`for` goes over lists, sets, maps and ranges");
      if (shape.kind == TypeKind::Int) builder.help("a range of that many is `0..n`");
      if (shape.kind == TypeKind::Kind) builder.help("this resource has no `for`: it is one");
      break;
    }
  }
  if (two && loop.ok && !loop.is_map) {
    b.sink()
        .emit(diag::TwoLoopNames, head.names[0].span.to(head.names[1].span), type_text(b, source))
        .label("two names are for the key and the value of a map");
    loop.ok = false;
  }
  loop.item_slot = b.bind(two ? head.names[1].name : head.names.empty() ? Name() : head.names[0].name, loop.item);
  if (two) loop.key_slot = b.bind(head.names[0].name, loop.key);
  return loop;
}

namespace {

/// The head of a comprehension, whose names are bound until `close`.
struct OpenLoop {
  LoopBinding loop;
  NodeId condition;
  bool secret = false;
  size_t bound = 0;

  bool ok(BodyScope& b) const { return loop.ok && !(condition.valid() && is_error(b, condition)); }
  void close(BodyScope& b) const { b.bindings.resize(bound); }
  ComprehensionNode around(NodeId body) const { return {loop.source, loop.item_slot, loop.key_slot, condition, body}; }
};

OpenLoop open_loop(BodyScope& b, const syntax::ForHead& head, const std::string& why_no_key) {
  OpenLoop open;
  open.bound = b.bindings.size();
  open.loop = check_loop(b, head);
  open.secret = is_secret(b, type_of(b, open.loop.source));
  if (head.condition.valid()) {
    open.condition = infer_expr(b, head.condition, scalar(TypeKind::Bool));
    bool secret_condition = is_secret(b, type_of(b, open.condition));
    open.condition = convert(b, open.condition, tainted(b, scalar(TypeKind::Bool), secret_condition));
    open.secret |= secret_condition;
  }
  if (head.key.valid()) {
    b.sink().emit(diag::UnneededKey, b.ast().exprs[head.key].span).label(why_no_key).help("leave out `key`");
  }
  return open;
}

/// What is computed for each item, converted to `wanted` where that is known. `hidden`: all of the result is secret, so a
/// secret may be a part of it.
NodeId check_body(BodyScope& b, syntax::ExprId id, types::TypeId wanted, types::TypeId hint, bool hidden) {
  if (!wanted.valid()) return infer_expr(b, id, hint);
  if (!hidden) return check_expr(b, id, wanted);
  NodeId body = infer_expr(b, id, wanted);
  return convert(b, body, tainted(b, wanted, is_secret(b, type_of(b, body))));
}

}  // namespace

NodeId check_list_comprehension(BodyScope& b, const syntax::ListComprehension& comprehension, Span span,
                                types::TypeId hint) {
  OpenLoop open = open_loop(b, comprehension.head, "the items of a list have no keys");
  types::TypeId plain = plain_type(b, hint, true);
  TypeKind kind = plain.valid() ? b.types().kind(plain) : TypeKind::Error;
  bool has_hint = kind == TypeKind::List || kind == TypeKind::Set;
  types::TypeId wanted = has_hint ? b.types()[plain].element : types::TypeId();
  if (wanted.valid() && is_undecided(b.types(), wanted)) has_hint = false;
  NodeId body = check_body(b, comprehension.value, has_hint ? wanted : types::TypeId(), wanted, open.secret);
  open.close(b);
  if (!open.ok(b) || is_error(b, body)) return error_node(b, span);
  types::TypeId element = has_hint ? wanted : type_of(b, body);
  types::TypeId list = bounded_type(b.context, span, b.types().list(element));
  NodeId node = add_node(b, span, tainted(b, list, open.secret), open.around(body));
  if (kind != TypeKind::Set) return node;
  types::TypeId set = has_hint ? plain : bounded_type(b.context, span, b.types().set(element));
  return add_node(b, span, tainted(b, set, open.secret), OperationNode{value::Op::MakeSet, {node}});
}

NodeId check_map_comprehension(BodyScope& b, const syntax::MapComprehension& comprehension, Span span,
                               types::TypeId hint) {
  OpenLoop open = open_loop(b, comprehension.head, "the key is what stands in `[ ]`");
  types::TypeId plain = plain_type(b, hint, true);
  bool has_hint = plain.valid() && b.types().kind(plain) == TypeKind::Map && !is_undecided(b.types(), plain);
  types::TypeId wanted_key = has_hint ? b.types()[plain].key : types::TypeId();
  types::TypeId wanted_value = has_hint ? b.types()[plain].element : types::TypeId();
  NodeId key = infer_expr(b, comprehension.key, wanted_key);
  bool secret_key = is_secret(b, type_of(b, key));
  if (has_hint) key = convert(b, key, tainted(b, wanted_key, secret_key));
  NodeId value = check_body(b, comprehension.value, wanted_value, wanted_value, open.secret || secret_key);
  open.close(b);
  if (!open.ok(b) || is_error(b, key) || is_error(b, value)) return error_node(b, span);
  types::TypeId key_type = has_hint ? wanted_key : plain_type(b, type_of(b, key));
  types::TypeId value_type = has_hint ? wanted_value : type_of(b, value);
  if (!types::is_key_type(b.types(), key_type)) {
    b.sink().emit(diag::UnusableKey, span_of(b, key), type_text(b, key_type)).label("cannot be a key");
    return error_node(b, span);
  }
  bool secret = open.secret || secret_key;
  types::TypeId entry_type =
      bounded_type(b.context, span, b.types().record("", {{"key", key_type}, {"value", value_type}}));
  if (b.types().kind(entry_type) == TypeKind::Error) return error_node(b, span);
  types::TypeId list = bounded_type(b.context, span, b.types().list(entry_type));
  types::TypeId map = has_hint ? plain : bounded_type(b.context, span, b.types().map(key_type, value_type));
  NodeId entry = add_node(b, span, entry_type, RecordNode{{key, value}});
  NodeId entries = add_node(b, span, tainted(b, list, secret), open.around(entry));
  return add_node(b, span, tainted(b, map, secret), OperationNode{value::Op::MakeMap, {entries}});
}

}  // namespace infra::sema
