// `match` on values: the first arm that fits. On a deferred subject it becomes conditions, so that the runtime needs to
// know nothing of patterns.
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/value/optional.h"

namespace infra::sema {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

/// What a pattern asks of a value: true, false, a deferred condition, or invalid when something failed. Names are
/// bound on the way.
ValueId test(Evaluation& e, Frame& frame, PatternId id, ValueId subject);

ValueId test_member(Evaluation& e, Frame& frame, const MemberTest& member, ValueId subject, Span span) {
  value::ValueStore& values = e.values();
  ValueId condition = folded(e, span, Op::IsMember, {subject, values.string(member.member)});
  if (!condition.valid() || condition == values.boolean(false)) return condition;
  for (const auto& [name, pattern] : member.payload) {
    ValueId part = folded(e, span, Op::Payload, {subject, values.string(name)});
    ValueId inner = part.valid() ? test(e, frame, pattern, part) : part;
    if (!inner.valid()) return {};
    condition = folded(e, span, Op::And, {condition, inner});
    if (!condition.valid() || condition == values.boolean(false)) return condition;
  }
  return condition;
}

ValueId test(Evaluation& e, Frame& frame, PatternId id, ValueId subject) {
  value::ValueStore& values = e.values();
  const Pattern& pattern = e.program.patterns[id];
  if (std::get_if<WildcardTest>(&pattern.is)) return values.boolean(true);
  if (auto* bind = std::get_if<BindTest>(&pattern.is)) {
    frame.locals[bind->slot] = subject;
    return values.boolean(true);
  }
  if (auto* literal = std::get_if<LiteralTest>(&pattern.is)) {
    ValueId wanted = eval(e, frame, literal->value);
    return wanted.valid() ? folded(e, pattern.span, Op::Equal, {subject, wanted}) : wanted;
  }
  if (std::get_if<NoneTest>(&pattern.is)) return folded(e, pattern.span, Op::IsNone, {subject});
  if (auto* some = std::get_if<SomeTest>(&pattern.is)) {
    ValueId absent = folded(e, pattern.span, Op::IsNone, {subject});
    ValueId present = absent.valid() ? folded(e, pattern.span, Op::Not, {absent}) : absent;
    if (!present.valid() || present == values.boolean(false)) return present;
    ValueId inner = test(e, frame, some->inner, value::without_none(values, subject));
    return inner.valid() ? folded(e, pattern.span, Op::And, {present, inner}) : inner;
  }
  return test_member(e, frame, std::get<MemberTest>(pattern.is), subject, pattern.span);
}

/// An arm that may be taken, when what it asks is known.
struct Choice {
  ValueId condition, value;
};

/// Whether one of the choices will be taken, asked in their order.
ValueId any_of(Evaluation& e, Span span, llvm::ArrayRef<Choice> choices) {
  if (choices.size() == 1) return choices[0].condition;
  size_t half = choices.size() / 2;
  ValueId first = any_of(e, span, choices.take_front(half)), second = any_of(e, span, choices.drop_front(half));
  return first.valid() && second.valid() ? folded(e, span, Op::Or, {first, second}) : ValueId();
}

/// The value of the first choice that will be taken, or `rest`. A few are a chain of conditions; more are halved, so that
/// what comes of many arms is not deep.
ValueId first_of(Evaluation& e, Span span, llvm::ArrayRef<Choice> choices, ValueId rest) {
  constexpr size_t kChain = 16;
  if (choices.size() > kChain) {
    llvm::ArrayRef<Choice> front = choices.take_front(choices.size() / 2);
    ValueId any = any_of(e, span, front);
    // One of the front is taken there, so its last needs no condition.
    ValueId taken = first_of(e, span, front.drop_back(), front.back().value);
    ValueId other = first_of(e, span, choices.drop_front(front.size()), rest);
    if (!any.valid() || !taken.valid() || !other.valid()) return {};
    return folded(e, span, Op::If, {any, taken, other});
  }
  for (size_t i = choices.size(); i > 0 && rest.valid(); --i) {
    rest = folded(e, span, Op::If, {choices[i - 1].condition, choices[i - 1].value, rest});
  }
  return rest;
}

}  // namespace

ValueId eval_match(Evaluation& e, Frame& frame, const MatchNode& match, Span span) {
  value::ValueStore& values = e.values();
  ValueId subject = eval(e, frame, match.subject);
  if (!subject.valid()) return {};
  std::vector<Choice> deferred;
  ValueId rest;
  // An arm stands behind its own condition, and behind those before it being false.
  std::vector<ValueId> outer = e.behind;
  bool ok = true;
  for (const MatchArmNode& arm : match.arms) {
    ValueId condition = test(e, frame, arm.pattern, subject);
    ok = condition.valid();
    if (!ok) break;
    if (condition == values.boolean(false)) continue;
    bool is_last = condition == values.boolean(true);
    if (!is_last) e.behind.push_back(condition);
    rest = eval(e, frame, arm.value);
    if (!is_last) e.behind.pop_back();
    ok = rest.valid();
    if (!ok || is_last) break;
    e.behind.push_back(folded(e, span, Op::Not, {condition}));
    deferred.push_back({condition, rest});
  }
  e.behind = std::move(outer);
  if (!ok) return {};
  // The arms cover everything, so the last one needs no condition.
  if (!deferred.empty() && deferred.back().value == rest) deferred.pop_back();
  return first_of(e, span, deferred, rest);
}

}  // namespace infra::sema
