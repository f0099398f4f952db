#include "compiler/sema/check/inference.h"
#include "compiler/diag/codes/sema.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"

namespace infra::sema {
namespace {

using types::TypeKind;

const syntax::LambdaExpr* as_lambda(BodyScope& b, syntax::ExprId id) {
  for (int i = 0; i < 8 && id.valid(); ++i) {
    const syntax::ExprNode& node = b.ast().exprs[id].node;
    if (auto* lambda = std::get_if<syntax::LambdaExpr>(&node)) return lambda;
    auto* paren = std::get_if<syntax::ParenExpr>(&node);
    if (!paren) return nullptr;
    id = paren->inner;
  }
  return nullptr;
}

class Inference {
 public:
  Inference(BodyScope& b, CallShape shape, const std::vector<syntax::ExprId>& arguments, bool secret)
      : b_(b), shape_(std::move(shape)), arguments_(arguments), secret_(secret) {
    nodes_.resize(arguments.size());
    std::vector<types::TypeId> declared;
    for (types::TypeId parameter : shape_.parameters) collect_variables(b.types(), parameter, declared);
    collect_variables(b.types(), shape_.result, declared);
    types::Bindings renamed, known;
    for (types::TypeId variable : declared) {
      variables_.push_back(renamed[variable] = to_be_found(b.types(), variable));
      auto bound = shape_.bindings.find(variable);
      if (bound != shape_.bindings.end()) known[variables_.back()] = bound->second;
    }
    for (types::TypeId& parameter : shape_.parameters) parameter = types::substitute(b.types(), parameter, renamed);
    shape_.result = types::substitute(b.types(), shape_.result, renamed);
    shape_.bindings = std::move(known);
  }

  CheckedCall run() {
    // What says its type comes first, then what takes one, then the functions that need the types of their parameters.
    each([&](size_t i) { return !wants_hint(b_, arguments_[i]) && !as_lambda(b_, arguments_[i]); });
    each([&](size_t i) { return !as_lambda(b_, arguments_[i]); });
    each([&](size_t) { return true; });
    CheckedCall call;
    if (failed_) return call;
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].valid()) continue;
      types::TypeId wanted = put_in(b_.context, span_of(b_, nodes_[i]), shape_.parameters[i], shape_.bindings);
      if (!all_bound(wanted, nodes_[i])) return call;
      bool lifted = is_secret(b_, type_of(b_, nodes_[i])) && !is_secret(b_, wanted);
      secret_ |= lifted;
      if (!has_secret_answer(nodes_[i], wanted)) nodes_[i] = convert(b_, nodes_[i], tainted(b_, wanted, lifted));
      if (is_error(b_, nodes_[i])) return call;
    }
    if (!is_bound(shape_.result)) {
      unknown(shape_.span);
      return call;
    }
    for (const auto& [variable, bound] : shape_.bindings) {
      secret_ |= types::contains_secret(b_.types(), bound) && !stays_inside(variable);
    }
    types::TypeId result = put_in(b_.context, shape_.span, shape_.result, shape_.bindings);
    if (b_.types().kind(result) == TypeKind::Error) return call;
    call.arguments = std::move(nodes_);
    call.result = tainted(b_, result, secret_);
    call.ok = true;
    return call;
  }

 private:
  template <typename Which>
  void each(Which which) {
    for (size_t i = 0; i < arguments_.size(); ++i) {
      if (!arguments_[i].valid() || nodes_[i].valid() || !which(i)) continue;
      nodes_[i] = infer(i);
      failed_ |= is_error(b_, nodes_[i]);
    }
  }

  NodeId infer(size_t i) {
    Span span = b_.ast().exprs[arguments_[i]].span;
    types::TypeId hint = types::substitute(b_.types(), shape_.parameters[i], shape_.bindings);
    const syntax::LambdaExpr* lambda = as_lambda(b_, arguments_[i]);
    if (lambda && b_.types().kind(hint) == TypeKind::Function) {
      for (types::TypeId parameter : b_.types()[hint].parts) {
        if (!is_bound(parameter)) return unknown(span);
      }
    }
    NodeId node = lambda ? check_lambda(b_, *lambda, span, hint, shape_.takes_secret_answers)
                         : infer_expr(b_, arguments_[i], hint);
    types::TypeId type = type_of(b_, node);
    if (is_secret(b_, type) && !is_secret(b_, shape_.parameters[i])) type = b_.types()[type].element;
    // Text is read as what is known by now to be expected.
    types::TypeId expected = is_undecided(b_.types(), hint) ? types::TypeId() : plain_type(b_, hint, true);
    bool is_read = expected.valid() && b_.types().kind(type) == TypeKind::String &&
                   types::is_parsed_from_text(b_.types(), expected);
    if (is_read) return node;
    if (!types::bind_variables(b_.types(), shape_.parameters[i], type, shape_.bindings)) {
      b_.sink()
          .emit(diag::NoCommonType, span, fmt::format("the arguments of `{}`", shape_.name), type_text(b_, hint),
                type_text(b_, type))
          .label(fmt::format("this is `{}`", type_text(b_, type)));
      return error_node(b_, span);
    }
    return node;
  }

  bool is_bound(types::TypeId type) {
    std::vector<types::TypeId> inside;
    collect_variables(b_.types(), type, inside);
    return std::none_of(inside.begin(), inside.end(), [&](types::TypeId variable) {
      bool own = std::find(variables_.begin(), variables_.end(), variable) != variables_.end();
      return own && !shape_.bindings.contains(variable);
    });
  }

  bool all_bound(types::TypeId wanted, NodeId node) {
    if (is_bound(wanted)) return true;
    unknown(span_of(b_, node));
    return false;
  }

  NodeId unknown(Span span) {
    if (failed_) return error_node(b_, span);  // what failed would have said it
    for (types::TypeId variable : variables_) {
      if (shape_.bindings.contains(variable)) continue;
      b_.sink()
          .emit(diag::UnboundVariable, span, type_text(b_, variable), shape_.name)
          .label("says nothing about it")
          .help(fmt::format("give the value a type first: `let name: … = …`"));
      break;
    }
    return error_node(b_, span);
  }

  /// What a builtin was given for a part of its result is as secret there as it is. A declared function may do anything
  /// with what its variables stand for.
  bool stays_inside(types::TypeId variable) {
    if (!shape_.takes_secret_answers) return false;
    std::vector<types::TypeId> kept;
    collect_variables(b_.types(), shape_.result, kept);
    return std::find(kept.begin(), kept.end(), variable) != kept.end();
  }

  /// `fn(T) -> Secret<Bool>` where `fn(T) -> Bool` is asked.
  bool has_secret_answer(NodeId node, types::TypeId wanted) {
    const types::Type& given = b_.types()[type_of(b_, node)];
    const types::Type& asked = b_.types()[wanted];
    bool both = shape_.takes_secret_answers && given.kind == TypeKind::Function && asked.kind == TypeKind::Function;
    if (!both || !is_secret(b_, given.element) || is_secret(b_, asked.element)) return false;
    if (given.parts != asked.parts || plain_type(b_, given.element) != asked.element) return false;
    secret_ = true;
    return true;
  }

  BodyScope& b_;
  CallShape shape_;
  const std::vector<syntax::ExprId>& arguments_;
  std::vector<NodeId> nodes_;
  std::vector<types::TypeId> variables_;
  bool secret_;
  bool failed_ = false;
};

}  // namespace

CheckedCall check_arguments(BodyScope& b, CallShape shape, const std::vector<syntax::ExprId>& arguments, bool secret) {
  return Inference(b, std::move(shape), arguments, secret).run();
}

NodeId check_lambda(BodyScope& b, const syntax::LambdaExpr& lambda, Span span, types::TypeId hint, bool secret_answer) {
  types::TypeId plain = plain_type(b, hint, true);
  bool has_hint = plain.valid() && b.types().kind(plain) == TypeKind::Function;
  std::vector<types::TypeId> parameters = has_hint ? b.types()[plain].parts : std::vector<types::TypeId>();
  types::TypeId result = has_hint ? b.types()[plain].element : types::TypeId();
  if (!has_hint) {
    if (plain.valid() && b.types().kind(plain) == TypeKind::Error) return error_node(b, span);
    if (plain.valid() && !is_undecided(b.types(), plain)) {
      b.sink().emit(diag::TypeMismatch, span, type_text(b, plain), "a function").label("this is a function");
    } else {
      b.sink()
          .emit(diag::TypeNeeded, span, "this function")
          .label("what are its parameters?")
          .help("say it: `let name: fn(Int) -> Int = n => n + 1`, or declare a `fn`");
    }
    return error_node(b, span);
  }
  if (parameters.size() != lambda.parameters.size()) {
    b.sink()
        .emit(diag::Arguments, span, type_text(b, plain), count_noun(parameters.size(), "parameter"),
              lambda.parameters.size())
        .label(fmt::format("has {}", count_noun(lambda.parameters.size(), "parameter")));
    return error_node(b, span);
  }
  LambdaNode node;
  size_t bound = b.bindings.size();
  for (size_t i = 0; i < parameters.size(); ++i) node.slots.push_back(b.bind(lambda.parameters[i].name, parameters[i]));
  bool open = is_undecided(b.types(), result);
  if (open || secret_answer) {
    node.body = infer_expr(b, lambda.body, result);
    if (!open) {
      bool secret = is_secret(b, type_of(b, node.body));
      node.body = convert(b, node.body, tainted(b, result, secret));
      result = tainted(b, result, secret);
    } else {
      result = type_of(b, node.body);
    }
  } else {
    node.body = check_expr(b, lambda.body, result);
  }
  b.bindings.resize(bound);
  if (is_error(b, node.body)) return error_node(b, span);
  types::TypeId type = bounded_type(b.context, span, b.types().function(std::move(parameters), result));
  return add_node(b, span, type, std::move(node));
}

}  // namespace infra::sema
