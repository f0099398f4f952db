#include <unordered_map>

#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// By where their names begin.
std::unordered_map<uint32_t, syntax::ExprId> lets_of(const Subject& subject) {
  std::unordered_map<uint32_t, syntax::ExprId> lets;
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    if (const auto* let = subject.as<syntax::LetExpr>(place.id)) lets.emplace(let->name.span.begin, place.id);
  }
  return lets;
}

}  // namespace

void unused_binding(const Subject& subject, diag::Sink& sink) {
  const std::unordered_map<uint32_t, syntax::ExprId> lets = lets_of(subject);
  for (const Binding& binding : subject.index.bindings) {
    if (binding.is_used || subject.text(binding.name).starts_with('_')) continue;
    // A loop may run for its count, and what a lambda or a policy is given is not its own choice.
    if (binding.binder == syntax::Binder::LoopVariable || binding.binder == syntax::Binder::LambdaParameter ||
        binding.binder == syntax::Binder::PolicyBinding) {
      continue;
    }
    auto builder = sink.emit(diag::UnusedBinding, binding.name.span, subject.text(binding.name));
    if (binding.binder == syntax::Binder::Pattern) {
      builder.help("`_` matches as well").fix(binding.name.span, "_", "write `_`");
    } else if (binding.binder == syntax::Binder::Let) {
      // `let x = a; b` means `b` when nothing in `b` says `x`. The `let` of a policy or a test is no expression.
      auto let = lets.find(binding.name.span.begin);
      if (let == lets.end()) continue;
      Span body = subject.expr(subject.as<syntax::LetExpr>(let->second)->body).span;
      builder.fix({body.file, subject.expr(let->second).span.begin, body.begin}, "", "take the `let` away");
    } else {
      builder.help("take it away, or begin its name with `_` when callers must give it all the same");
    }
  }
}

}  // namespace infra::lint
