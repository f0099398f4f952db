// `match`: patterns against the subject's type, arms of one type, every value covered.
#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/exhaustive.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

using types::TypeKind;

PatternId add_pattern(BodyScope& b, Span span, decltype(Pattern::is) is) {
  return b.context.program.patterns.add({span, std::move(is)});
}

PatternId wrong(BodyScope& b, Span span, std::string_view pattern, types::TypeId type) {
  b.sink().emit(diag::WrongPattern, span, pattern, type_text(b, type)).label("can never match");
  return {};
}

/// Nothing (an invalid id) after a report. Names of the pattern are bound even then, as errors.
PatternId check_pattern(BodyScope& b, syntax::PatternId id, types::TypeId type, bool secret);

PatternId check_member_pattern(BodyScope& b, const syntax::MemberPattern& member, Span span, types::TypeId type,
                               bool secret) {
  auto bind_inner_as_errors = [&] {
    for (const syntax::PatternArgument& argument : member.arguments) {
      check_pattern(b, argument.pattern, error_type(), secret);
    }
    return PatternId();
  };
  if (!member.member.name.valid()) return bind_inner_as_errors();
  std::string_view text = b.context.text(member.member.name);
  const types::Type shape = b.types()[type];
  if (shape.kind == TypeKind::Error) return bind_inner_as_errors();
  if (shape.kind != TypeKind::Enum) {
    wrong(b, span, fmt::format(".{}", text), type);
    return bind_inner_as_errors();
  }
  int ordinal = shape.member_index(text);
  if (ordinal < 0) {
    std::vector<std::string_view> candidates;
    for (const types::Member& known : shape.members) candidates.push_back(known.name);
    auto builder = b.sink().emit(diag::UnknownMember, member.member.span, type_text(b, type), text);
    if (auto best = nearest(text, candidates))
      builder.help(fmt::format("did you mean `.{}`?", *best));
    else
      builder.help("it has " + list_names(candidates));
    return bind_inner_as_errors();
  }
  const std::vector<types::Field>& payload = shape.members[ordinal].payload;
  MemberTest test{static_cast<uint32_t>(ordinal), std::string(text), {}};
  bool ok = true;
  if (member.has_arguments && member.arguments.size() > payload.size()) {
    b.sink().emit(diag::Arguments, span, fmt::format(".{}", text), count_noun(payload.size(), "part"),
                  member.arguments.size());
    return bind_inner_as_errors();
  }
  for (size_t i = 0; i < member.arguments.size(); ++i) {
    const syntax::PatternArgument& argument = member.arguments[i];
    size_t index = i;
    if (argument.label.name.valid()) {
      std::string_view label = b.context.text(argument.label.name);
      auto found = std::find_if(payload.begin(), payload.end(), [&](const types::Field& f) { return f.name == label; });
      if (found == payload.end()) {
        b.sink().emit(diag::UnknownEntry, argument.label.span, fmt::format("`.{}`", text), label);
        check_pattern(b, argument.pattern, error_type(), secret);
        ok = false;
        continue;
      }
      index = static_cast<size_t>(found - payload.begin());
    }
    PatternId inner = check_pattern(b, argument.pattern, payload[index].type, secret);
    ok &= inner.valid();
    test.payload.push_back({payload[index].name.empty() ? std::to_string(index) : payload[index].name, inner});
  }
  return ok ? add_pattern(b, span, std::move(test)) : PatternId();
}

PatternId check_pattern(BodyScope& b, syntax::PatternId id, types::TypeId type, bool secret) {
  if (!id.valid()) return {};
  const syntax::Pattern& pattern = b.ast().patterns[id];
  Span span = pattern.span;
  TypeKind kind = b.types().kind(type);
  if (b.depth >= 200) {
    b.sink().emit(diag::TooDeep, span, 200).label("this pattern nests too deep");
    return {};
  }
  if (kind == TypeKind::Secret) return check_pattern(b, id, b.types()[type].element, true);
  if (std::get_if<syntax::WildcardPattern>(&pattern.node)) return add_pattern(b, span, WildcardTest{});
  if (auto* bind = std::get_if<syntax::BindPattern>(&pattern.node)) {
    return add_pattern(b, span, BindTest{b.bind(bind->name.name, tainted(b, type, secret))});
  }
  if (auto* literal = std::get_if<syntax::LiteralPattern>(&pattern.node)) {
    if (kind == TypeKind::Error) return {};
    NodeId value = check_expr(b, literal->value, type);
    return is_error(b, value) ? PatternId() : add_pattern(b, span, LiteralTest{value});
  }
  if (std::get_if<syntax::NonePattern>(&pattern.node)) {
    if (kind == TypeKind::Error) return {};
    return kind == TypeKind::Optional ? add_pattern(b, span, NoneTest{}) : wrong(b, span, "none", type);
  }
  if (auto* some = std::get_if<syntax::SomePattern>(&pattern.node)) {
    bool fits = kind == TypeKind::Optional;
    if (!fits && kind != TypeKind::Error) wrong(b, span, "some(…)", type);
    ++b.depth;
    PatternId inner = check_pattern(b, some->inner, fits ? b.types()[type].element : error_type(), secret);
    --b.depth;
    return fits && inner.valid() ? add_pattern(b, span, SomeTest{inner}) : PatternId();
  }
  if (auto* member = std::get_if<syntax::MemberPattern>(&pattern.node)) {
    ++b.depth;
    PatternId result = check_member_pattern(b, *member, span, type, secret);
    --b.depth;
    return result;
  }
  return {};
}

}  // namespace

NodeId check_match(BodyScope& b, const syntax::MatchExpr& match, Span span, types::TypeId hint, bool strict) {
  NodeId subject = infer_expr(b, match.subject);
  bool secret = is_secret(b, type_of(b, subject));
  types::TypeId type = plain_type(b, type_of(b, subject));
  MatchNode node{subject, {}};
  std::vector<PatternId> patterns;
  std::vector<NodeId> values;
  bool ok = !is_error(b, subject);
  const bool fixed = strict && !secret;  // what a secret decides is a secret of it
  for (const syntax::MatchArm& arm : match.arms) {
    size_t bound = b.bindings.size();
    PatternId pattern = check_pattern(b, arm.pattern, type, secret);
    NodeId value = fixed ? check_expr(b, arm.value, hint) : infer_expr(b, arm.value, hint);
    b.bindings.resize(bound);
    ok &= pattern.valid() && !is_error(b, value);
    patterns.push_back(pattern);
    values.push_back(value);
  }
  if (!ok) return error_node(b, span);
  Coverage coverage = cover(b.context.program, type, patterns);
  if (coverage.missing) {
    b.sink()
        .emit(diag::NotExhaustive, span_of(b, subject), *coverage.missing)
        .label(fmt::format("this is `{}`", type_text(b, type)))
        .help(*coverage.missing == "_"
                  ? "add an arm for the rest: `_ => …`"
                  : fmt::format("add an arm `{} => …`, or `_ => …` for the rest", *coverage.missing));
    return error_node(b, span);
  }
  for (size_t arm : coverage.unreachable) {
    b.sink().emit(diag::UnreachableArm, match.arms[arm].span).label("earlier arms take everything that this one could");
  }
  types::TypeId result = fixed ? hint : unify(b, values, "the arms of `match`");
  if (b.types().kind(result) == TypeKind::Error) return error_node(b, span);
  for (size_t i = 0; i < values.size(); ++i) node.arms.push_back({patterns[i], values[i]});
  return add_node(b, span, tainted(b, result, secret), std::move(node));
}

NodeId check_if_let(BodyScope& b, const syntax::IfLetExpr& choice, Span span, types::TypeId hint, bool strict) {
  NodeId subject = infer_expr(b, choice.value);
  bool secret = is_secret(b, type_of(b, subject));
  types::TypeId type = plain_type(b, type_of(b, subject));
  bool optional = b.types().kind(type) == TypeKind::Optional;
  bool names_some = false;
  if (choice.pattern.valid()) {
    const syntax::PatternNode& written = b.ast().patterns[choice.pattern].node;
    names_some =
        std::holds_alternative<syntax::SomePattern>(written) || std::holds_alternative<syntax::NonePattern>(written);
  }
  size_t bound = b.bindings.size();
  // `if let s = servers.first`: the pattern is one of the value that is there.
  bool inside = optional && !names_some;
  PatternId pattern = check_pattern(b, choice.pattern, inside ? b.types()[type].element : type, secret);
  const bool fixed = strict && !secret;
  auto branch = [&](syntax::ExprId id) { return fixed ? check_expr(b, id, hint) : infer_expr(b, id, hint); };
  NodeId then_value = branch(choice.then_value);
  b.bindings.resize(bound);
  NodeId else_value = branch(choice.else_value);
  bool ok = !is_error(b, subject) && pattern.valid() && !is_error(b, then_value) && !is_error(b, else_value);
  if (!ok) return error_node(b, span);
  if (inside) pattern = add_pattern(b, span_of(b, subject), SomeTest{pattern});
  if (!cover(b.context.program, type, {pattern}).missing) {
    b.sink()
        .emit(diag::NeverNone, span_of(b, subject), type_text(b, type))
        .label("the pattern takes every value of it")
        .help("leave out the `if`: `let name = …; …`");
    return error_node(b, span);
  }
  std::vector<NodeId> values = {then_value, else_value};
  types::TypeId result = fixed ? hint : unify(b, values, "the branches of `if let`");
  if (b.types().kind(result) == TypeKind::Error) return error_node(b, span);
  PatternId rest = add_pattern(b, span, WildcardTest{});
  return add_node(b, span, tainted(b, result, secret), MatchNode{subject, {{pattern, values[0]}, {rest, values[1]}}});
}

}  // namespace infra::sema
