// The arguments of a call against parameters whose types may have variables: what the arguments say binds them, what
// has no type of its own (literals, `.prod`, lambdas) takes it from there.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

struct CallShape {
  std::string_view name;  ///< For messages.
  Span span;
  std::vector<types::TypeId> parameters;
  types::TypeId result;
  types::Bindings bindings = {};  ///< What is known before: of the receiver.
  /// Of a builtin: a function that asks (`fn(T) -> Bool`) may be given one whose answer is secret; the result is secret
  /// then. Secrets that only stand in the result make it none.
  bool takes_secret_answers = false;
};

struct CheckedCall {
  std::vector<NodeId> arguments;  ///< Converted; invalid where none was given.
  types::TypeId result;           ///< With the variables put in; secret when something that was given is.
  bool ok = false;                ///< False after a report.
};

/// `arguments` by parameter; invalid ids where a default stands. `secret`: the receiver is.
CheckedCall check_arguments(BodyScope& b, CallShape shape, const std::vector<syntax::ExprId>& arguments, bool secret);

/// `x => e` where a function is expected: its parameters have the types of `hint`, and so has its result unless that is
/// still to be found.
NodeId check_lambda(BodyScope& b, const syntax::LambdaExpr& lambda, Span span, types::TypeId hint,
                    bool secret_answer = false);

}  // namespace infra::sema
