// `for … in …`: what the names of a loop are, and list comprehensions.
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

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
      builder.label("`for` goes over lists, maps and ranges");
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

NodeId check_list_comprehension(BodyScope& b, const syntax::ListComprehension& comprehension, Span span,
                                types::TypeId hint) {
  size_t bound = b.bindings.size();
  LoopBinding loop = check_loop(b, comprehension.head);
  bool secret = is_secret(b, type_of(b, loop.source));
  NodeId condition;
  if (comprehension.head.condition.valid()) {
    condition = infer_expr(b, comprehension.head.condition, scalar(TypeKind::Bool));
    bool secret_condition = is_secret(b, type_of(b, condition));
    condition = convert(b, condition, tainted(b, scalar(TypeKind::Bool), secret_condition));
    secret |= secret_condition;
  }
  if (comprehension.head.key.valid()) {
    b.sink()
        .emit(diag::UnneededKey, b.ast().exprs[comprehension.head.key].span)
        .label("the items of a list have no keys")
        .help("leave out `key`");
  }
  types::TypeId plain = plain_type(b, hint, true);
  bool has_hint = plain.valid() && b.types().kind(plain) == TypeKind::List;
  NodeId body =
      has_hint ? check_expr(b, comprehension.value, b.types()[plain].element) : infer_expr(b, comprehension.value);
  b.bindings.resize(bound);
  if (!loop.ok || is_error(b, body) || (condition.valid() && is_error(b, condition))) return error_node(b, span);
  types::TypeId list = has_hint ? plain : bounded_type(b.context, span, b.types().list(type_of(b, body)));
  return add_node(b, span, tainted(b, list, secret),
                  ComprehensionNode{loop.source, loop.item_slot, loop.key_slot, condition, body});
}

}  // namespace infra::sema
