// The mistakes of newcomers in functions, map comprehensions, and the bodies of policies, checks and tests.
#include <array>

#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/messages.h"
#include "compiler/syntax/parse/newcomers.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

bool is_sign(TokenKind kind) { return kind == Assign || kind == Colon || kind == FatArrow; }

/// `{ for k, v in m: k = v }`, and as other languages write it, `k: v` and `k => v`.
MaybeRepair plain_key_in_comprehension(const Mistake& m, Problems& problems) {
  if (!m.expects(LeftBracket) || m.expects(Int) || m.expects(Star) || m.before_kind() != Colon) return {};
  uint32_t sign = m.at();
  while (sign < m.tokens.size() && !is_sign(m.kind(sign)) && !is_closing(m.kind(sign)) &&
         closing_of(m.kind(sign)) == EndOfFile) {
    ++sign;
  }
  if (!is_sign(m.kind(sign)) || sign == m.at()) return {};
  const Span key = problems.span(m.found()).to(problems.span(m.token(sign - 1)));
  const std::string written(m.text.substr(key.begin, key.end - key.begin));
  report_unexpected(m, problems)
      .help("a key that is computed stands in brackets: `[" + written + "] = …`")
      .fix(key.to(problems.span(m.token(sign))), "[" + written + "] =", "write `[" + written + "] =`");
  Repair repair{m.at(), sign + 1, {missing(LeftBracket, key.begin)}};
  for (uint32_t i = m.at(); i < sign; ++i) repair.tokens.push_back(m.tokens[i]);
  repair.tokens.push_back(missing(RightBracket, key.end));
  repair.tokens.push_back({Assign, m.token(sign).begin, m.token(sign).end});
  return repair;
}

bool in_body(const Mistake& m) {
  return (m.inside(InfraParser::RuleBlock) || m.inside(InfraParser::RuleTestBlock)) && m.expects(Require);
}

/// `let port = r.port;` in a body.
MaybeRepair semicolon_after_statement(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Semicolon || !in_body(m)) return {};
  report_unexpected(m, problems)
      .help("each statement ends by itself")
      .fix(problems.span(m.found()), "", "take the `;` away");
  return Repair{m.at(), m.at() + 1, {}};
}

/// `assert x`, `expect x` outside of a test, or only `x`: statements begin with their word.
MaybeRepair unknown_statement(const Mistake& m, Problems& problems) {
  if (!in_body(m)) return {};
  // `require not a`: a sign that is written in letters, and no statement.
  if (m.before_kind() == Name && m.text_of(m.before()) == "not") return {};
  static constexpr std::array<std::string_view, 6> kAsserting = {"assert", "ensure", "must", "expect", "deny", "warn"};
  const TokenKind found = m.found_kind();
  if (found != Name && found != Expect && found != Bang && found != LeftParen && found != If && found != Match)
    return {};
  const std::string_view word = m.text_of(m.found());
  const bool asserts = std::find(kAsserting.begin(), kAsserting.end(), word) != kAsserting.end();
  const Span place = problems.span(m.found());
  auto builder = report_unexpected(m, problems);
  builder.help(m.inside(InfraParser::RuleTestBlock) ? "statements are `let`, `require` and `expect`"
                                                    : "statements are `let` and `require`; `expect` is one in a test");
  if (!asserts) {
    builder.fix({place.file, place.begin, place.begin}, "require ", "require it");
    return Repair{m.at(), m.at(), {missing(Require, m.found().begin)}};
  }
  if (word != "deny" && word != "warn") builder.fix(place, "require", "write `require`");
  Token require = m.found();
  require.kind = Require;
  return Repair{m.at(), m.at() + 1, {require}};
}

/// `require c, "msg"`
MaybeRepair comma_before_message(const Mistake& m, Problems& problems) {
  const TokenKind behind = m.kind(m.at() + 1);
  if (m.found_kind() != Comma || !m.expects(Else) || !in_body(m)) return {};
  if (behind != String && behind != RawString && behind != StringOpen) return {};
  report_unexpected(m, problems)
      .help("what is said when it fails stands behind `else`")
      .fix(problems.span(m.found()), " else", "write `else`");
  Token word = m.found();
  word.kind = Else;
  return Repair{m.at(), m.at() + 1, {word}};
}

/// `fn f() -> Int { 1 }`
MaybeRepair function_body_in_braces(const Mistake& m, Problems& problems) {
  if (m.found_kind() != LeftBrace || m.rule() != InfraParser::RuleFnDecl || !m.expects(Assign)) return {};
  report_unexpected(m, problems)
      .help("there are no blocks and no `return`: `fn double(x: Int) -> Int = x * 2`, with `let y = x; …` for steps");
  const uint32_t place = m.found().begin;
  const uint32_t end = std::min(m.closing(m.at()) + 1, static_cast<uint32_t>(m.tokens.size()));
  return Repair{m.at(), end, {missing(Assign, place), missing(Hole, place)}};
}

/// `fn f(x) -> Int`, `fn f(x: Int) = x`: what a function takes and gives has its type written.
MaybeRepair function_without_types(const Mistake& m, Problems& problems) {
  const TokenKind found = m.found_kind();
  if (m.rule() == InfraParser::RuleParameter && m.expects(Colon) &&
      (found == Comma || found == RightParen || found == Assign)) {
    report_unexpected(m, problems).help("a parameter says its type: `" + std::string(m.text_of(m.before())) + ": Int`");
    return Repair{m.at(), m.at(), {missing(Colon, m.before().end), missing(Hole, m.before().end)}};
  }
  if (m.rule() != InfraParser::RuleFnDecl || !m.expects(Arrow) || (found != Assign && found != Colon)) return {};
  report_unexpected(m, problems).help("a function says what it gives: `-> Int = …`");
  if (found == Colon) return Repair{m.at(), m.at() + 1, {missing(Arrow, m.found().begin)}};
  return Repair{m.at(), m.at(), {missing(Arrow, m.before().end), missing(Hole, m.before().end)}};
}

/// `let f = fn(x) => x`, `xs.map(fn(x) => x)`: as an argument `fn` reads as a label.
MaybeRepair lambda_with_fn(const Mistake& m, Problems& problems) {
  const bool label = m.found_kind() == LeftParen && m.before_kind() == Fn && m.expects(Colon);
  if (!label && (m.found_kind() != Fn || !m.expects(Int))) return {};
  const uint32_t fn = label ? m.at() - 1 : m.at();
  if (m.kind(fn + 1) != LeftParen || m.kind(m.closing(fn + 1) + 1) != FatArrow) return {};
  report_unexpected(m, problems)
      .help("a lambda is `x => …` or `(x, y) => …`")
      .fix(problems.span(m.token(fn).begin, m.token(fn + 1).begin), "", "take `fn` away");
  return Repair{fn, fn + 1, {}};
}

/// `xs.map(x -> x + 1)`
MaybeRepair thin_arrow(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Arrow || !m.expects(Star) || !(can_be_name(m.before_kind()) || m.before_kind() == RightParen))
    return {};
  problems.emit(diag::WrongSign, problems.span(m.found()), "a lambda", "=>", "->")
      .fix(problems.span(m.found()), "=>", "write `=>`");
  Token arrow = m.found();
  arrow.kind = FatArrow;
  return Repair{m.at(), m.at() + 1, {arrow}};
}

/// `from "2026-12-01"`
MaybeRepair quoted_date(const Mistake& m, Problems& problems) {
  if (m.found_kind() != String || !m.expects(Date) || m.rule() != InfraParser::RuleWaiveDecl) return {};
  Token inside{Date, m.found().begin + 1, m.found().end - 1};
  const std::string date(m.text_of(inside));
  const bool is_date = date.size() == 10 && date.find_first_not_of("0123456789-") == std::string::npos &&
                       date[4] == '-' && date[7] == '-';
  if (!is_date) return {};
  problems.emit(diag::QuotedName, problems.span(m.found()), "a date")
      .help("a date is a year, a month and a day: `2027-01-31`")
      .fix(problems.span(m.found()), date, "take the quotes away");
  return Repair{m.at(), m.at() + 1, {inside}};
}

using Rule = MaybeRepair (*)(const Mistake&, Problems&);
constexpr Rule kRules[] = {
    plain_key_in_comprehension,
    semicolon_after_statement,
    comma_before_message,
    function_body_in_braces,
    function_without_types,
    lambda_with_fn,
    thin_arrow,
    quoted_date,
    unknown_statement,
};

}  // namespace

MaybeRepair repair_body(const Mistake& mistake, Problems& problems) {
  for (Rule rule : kRules) {
    if (auto repair = rule(mistake, problems)) return repair;
  }
  return {};
}

}  // namespace infra::syntax
