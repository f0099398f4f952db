#include "compiler/sema/check/optionals.h"
#include "compiler/diag/codes/sema.h"

#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {

NodeId check_safe(BodyScope& b, syntax::ExprId object, Span span, const std::function<NodeId(NodeId)>& inside) {
  NodeId value = infer_expr(b, object);
  if (is_error(b, value)) return error_node(b, span);
  types::TypeId type = plain_type(b, type_of(b, value));
  bool secret = is_secret(b, type_of(b, value));
  if (b.types().kind(type) != types::TypeKind::Optional) {
    b.sink()
        .emit(diag::NeverNone, span_of(b, value), type_text(b, type))
        .label("always has a value")
        .help("write `.` for `?.`");
    return error_node(b, span);
  }
  types::TypeId element = tainted(b, b.types()[type].element, secret);
  uint32_t slot = b.bind(Name(), element);
  NodeId local = add_node(b, span_of(b, value), element, LocalNode{slot});
  NodeId result = inside(local);
  b.bindings.pop_back();
  if (is_error(b, result)) return error_node(b, span);
  secret |= is_secret(b, type_of(b, result));
  types::TypeId whole = b.types().optional(plain_type(b, type_of(b, result)));
  types::TypeId boolean = tainted(b, scalar(types::TypeKind::Bool), secret);
  NodeId absent = add_node(b, span, boolean, OperationNode{value::Op::IsNone, {local}});
  NodeId none = constant_node(b, span, whole, b.values().none());
  NodeId choice = add_node(b, span, tainted(b, whole, secret), OperationNode{value::Op::If, {absent, none, result}});
  return add_node(b, span, tainted(b, whole, secret), LetNode{slot, value, choice});
}

}  // namespace infra::sema
