// `[ … ]`: a list, or a set where one is expected; `...xs` puts the items of another one in.
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"

namespace infra::sema {
namespace {

using types::TypeKind;

struct Part {
  NodeId node;
  bool is_spread;
};

/// What is spread, with the type of its items; an invalid type after a report.
std::pair<NodeId, types::TypeId> check_spread(BodyScope& b, syntax::ExprId value, types::TypeId hint) {
  NodeId node = infer_expr(b, value, hint);
  types::TypeId type = plain_type(b, type_of(b, node));
  switch (b.types().kind(type)) {
    case TypeKind::Error: break;
    case TypeKind::List:
    case TypeKind::Set: return {node, b.types()[type].element};
    case TypeKind::Optional:
    case TypeKind::None:
      b.sink()
          .emit(diag::OptionalNotHandled, span_of(b, node), "a list")
          .label(fmt::format("this is `{}`", type_text(b, type)))
          .help("say what stands for `none`: `...(… ?? [])`");
      break;
    default:
      b.sink().emit(diag::CannotSpread, span_of(b, node), type_text(b, type), "a list").label("has no items to put in");
  }
  return {node, types::TypeId()};
}

/// Runs of items are lists, put together with what is spread between them.
NodeId joined(BodyScope& b, Span span, types::TypeId list, const std::vector<Part>& parts) {
  NodeId whole;
  std::vector<NodeId> run;
  auto append = [&](NodeId part) {
    whole = whole.valid() ? add_node(b, span, list, OperationNode{value::Op::Concat, {whole, part}}) : part;
  };
  auto flush = [&] {
    if (!run.empty()) append(add_node(b, span, list, ListNode{std::move(run)}));
    run.clear();
  };
  for (const Part& part : parts) {
    if (!part.is_spread) {
      run.push_back(part.node);
      continue;
    }
    flush();
    // What is spread alone is still a list, even of a set.
    if (!whole.valid()) append(add_node(b, span, list, ListNode{}));
    append(part.node);
  }
  flush();
  return whole.valid() ? whole : add_node(b, span, list, ListNode{});
}

}  // namespace

NodeId check_list(BodyScope& b, const syntax::ListExpr& list, Span span, types::TypeId hint, bool strict) {
  types::TypeId plain = plain_type(b, hint, true);
  TypeKind kind = plain.valid() ? b.types().kind(plain) : TypeKind::Error;
  bool has_hint = kind == TypeKind::List || kind == TypeKind::Set;
  types::TypeId element = has_hint ? b.types()[plain].element : types::TypeId();
  bool fixed = has_hint && strict && !is_undecided(b.types(), element);
  std::vector<Part> parts;
  std::vector<NodeId> samples;  // of each type that is met: what is joined
  bool failed = false, secret = false;
  for (syntax::ExprId item : list.items) {
    auto* spread = std::get_if<syntax::SpreadItem>(&b.ast().exprs[item].node);
    if (!spread) {
      NodeId node = fixed ? check_expr(b, item, element) : infer_expr(b, item, element);
      parts.push_back({node, false});
      samples.push_back(node);
      failed |= is_error(b, node);
      continue;
    }
    auto [node, type] = check_spread(b, spread->value, has_hint ? plain : types::TypeId());
    if (!type.valid()) {
      failed = true;
      continue;
    }
    secret |= is_secret(b, type_of(b, node));
    types::TypeId own = plain_type(b, type_of(b, node));
    if (fixed) {
      bool is_set = b.types().kind(own) == TypeKind::Set;
      types::TypeId wanted = is_set ? b.types().set(element) : b.types().list(element);
      node = convert(b, node, tainted(b, wanted, is_secret(b, type_of(b, node))));
      failed |= is_error(b, node);
    } else {
      samples.push_back(add_node(b, span_of(b, node), type, ErrorNode{}));
    }
    parts.push_back({node, true});
  }
  if (failed) return error_node(b, span);
  if (!fixed) {
    if (samples.empty()) {
      bool bound = has_hint && !is_undecided(b.types(), element);
      if (!bound) {
        b.sink()
            .emit(diag::TypeNeeded, span, "this empty list")
            .label("a list of what?")
            .help("say it: `let name: List<String> = []`");
        return error_node(b, span);
      }
    } else {
      std::vector<NodeId> converted = samples;
      element = unify(b, converted, "the items of a list");
      if (b.types().kind(element) == TypeKind::Error) return error_node(b, span);
      size_t sample = 0;
      for (Part& part : parts) {
        if (!part.is_spread) part.node = converted[sample];
        ++sample;
      }
    }
  }
  types::TypeId list_type = tainted(b, bounded_type(b.context, span, b.types().list(element)), secret);
  NodeId whole = joined(b, span, list_type, parts);
  if (kind != TypeKind::Set) return whole;
  types::TypeId set = tainted(b, bounded_type(b.context, span, b.types().set(element)), secret);
  return add_node(b, span, set, OperationNode{value::Op::MakeSet, {whole}});
}

}  // namespace infra::sema
