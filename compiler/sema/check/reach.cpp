#include "compiler/sema/check/reach.h"

#include "compiler/base/text.h"
#include "compiler/diag/codes/reach.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/declare/builtin_names.h"
#include "compiler/sema/network_role.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// Whom a question is about: a block of addresses, resources, or collections of them.
NodeId check_party(BodyScope& b, syntax::ExprId expr) {
  types::TypeId block = scalar(TypeKind::Cidr);
  NodeId node = infer_expr(b, expr, block);
  if (is_error(b, node)) return node;
  types::TypeId type = plain_type(b, type_of(b, node));
  if (b.types().kind(type) == TypeKind::String) return convert(b, node, block);
  if (!is_secret(b, type_of(b, node)) && is_party(b.types(), type)) return node;
  auto builder = b.sink().emit(diag::NotAParty, span_of(b, node), type_text(b, type_of(b, node)));
  switch (b.types().kind(type)) {
    case TypeKind::Ip: builder.help("the block of one address is `10.20.0.7/32`"); break;
    case TypeKind::Optional: builder.help("say what stands for `none` first: `if let x = … then … else …`"); break;
    default: builder.help("ask about a block as in \"0.0.0.0/0\", a resource, or a list of them");
  }
  return error_node(b, span_of(b, node));
}

/// One of the questions, as it is asked.
struct Form {
  std::string_view name;
  std::string_view signature;
  bool has_source;
};
constexpr Form kPermits = {"permits", "permits(from, to, port)", true};
constexpr Form kOpenToAll = {"open_to_all", "open_to_all(to, port)", false};
constexpr Form kOverNetworks = {kReachable, "reachable(from, to, port)", true};

NodeId check_question(BodyScope& b, const Form& form, NodeId wall, syntax::List<syntax::Argument> arguments,
                      Span span) {
  auto refuse = [&] {
    for (const syntax::Argument& argument : arguments) glance(b, argument.value);
    return error_node(b, span);
  };
  if (!b.asks_network) {
    b.sink()
        .emit(diag::QuestionElsewhere, span, form.name)
        .label("only a `check`, a policy and a test ask it")
        .help(fmt::format("write `check \"…\" {{ require {} }}`", form.signature));
    return refuse();
  }
  size_t wanted = form.has_source ? 3 : 2;
  if (arguments.size() != wanted) {
    b.sink()
        .emit(diag::Arguments, span, form.name, fmt::format("{} arguments", wanted), arguments.size())
        .help(fmt::format("`{}`", form.signature));
    return refuse();
  }
  bool failed = false;
  for (const syntax::Argument& argument : arguments) {
    if (!argument.label.name.valid()) continue;
    b.sink()
        .emit(diag::UnexpectedLabel, argument.label.span, form.name)
        .help("leave out the label: the arguments of builtins go by their place");
    failed = true;
  }
  ReachNode node;
  node.wall = wall;
  if (form.has_source) node.from = check_party(b, arguments[0].value);
  node.to = check_party(b, arguments[wanted - 2].value);
  node.port = check_expr(b, arguments[wanted - 1].value, scalar(TypeKind::Port));
  for (NodeId part : {node.from, node.to, node.port}) failed |= part.valid() && is_error(b, part);
  return failed ? error_node(b, span) : add_node(b, span, scalar(TypeKind::Bool), node);
}

}  // namespace

std::optional<NodeId> check_wall_question(BodyScope& b, NodeId object, syntax::Ident method,
                                          syntax::List<syntax::Argument> arguments, Span span) {
  for (const Form& form : {kPermits, kOpenToAll}) {
    if (b.context.text(method.name) != form.name) continue;
    auto kind = b.context.program.kind_of_type.find(plain_type(b, type_of(b, object)));
    if (kind == b.context.program.kind_of_type.end()) return std::nullopt;
    if (!network_role(b.types(), b.context.program.kinds[kind->second]).rules) return std::nullopt;
    return check_question(b, form, object, arguments, span);
  }
  return std::nullopt;
}

NodeId check_reachable(BodyScope& b, syntax::List<syntax::Argument> arguments, Span span) {
  return check_question(b, kOverNetworks, NodeId(), arguments, span);
}

}  // namespace infra::sema
