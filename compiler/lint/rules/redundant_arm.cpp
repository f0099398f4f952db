#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

bool binds(const Subject& subject, syntax::PatternId id) {
  const syntax::PatternNode& node = subject.ast.patterns[id].node;
  if (std::holds_alternative<syntax::BindPattern>(node)) return true;
  if (const auto* some = std::get_if<syntax::SomePattern>(&node)) return binds(subject, some->inner);
  if (const auto* member = std::get_if<syntax::MemberPattern>(&node)) {
    for (const syntax::PatternArgument& argument : member->arguments) {
      if (binds(subject, argument.pattern)) return true;
    }
  }
  return false;
}

/// Takes an arm away with the comma and the spaces behind it.
Span with_comma(const syntax::MatchExpr& match, size_t i) {
  Span own = match.arms[i].span;
  return {own.file, own.begin, match.arms[i + 1].span.begin};
}

}  // namespace

void redundant_arm(const Subject& subject, diag::Sink& sink) {
  for (const FileIndex::ExprPlace& place : subject.index.exprs) {
    const auto* match = subject.as<syntax::MatchExpr>(place.id);
    if (!match || match->arms.size() < 2) continue;
    size_t last = match->arms.size() - 1;
    const syntax::MatchArm& rest = match->arms[last];
    if (!std::holds_alternative<syntax::WildcardPattern>(subject.ast.patterns[rest.pattern].node)) continue;
    // Only right before `_`: an arm further up may keep a later one from being reached.
    const syntax::MatchArm& arm = match->arms[last - 1];
    if (binds(subject, arm.pattern) || !same_tokens(subject.text(arm.value), subject.text(rest.value))) continue;
    sink.emit(diag::RedundantArm, arm.span)
        .also(rest.span, "the same")
        .fix(with_comma(*match, last - 1), "", "take the arm away");
  }
}

}  // namespace infra::lint
