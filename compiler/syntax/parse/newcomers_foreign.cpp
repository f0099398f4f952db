// What people write out of habit in Terraform, Bicep, Python, JavaScript and Rust, in types, values and heads.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/messages.h"
#include "compiler/syntax/parse/newcomers.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

uint32_t end_of(const Mistake& m) { return static_cast<uint32_t>(m.tokens.size()); }
bool touches(const Token& a, const Token& b) { return a.end == b.begin; }

/// `if a then b elif c then d else e`
MaybeRepair else_if_in_one_word(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Name || !m.expects(Else)) return {};
  const std::string word(m.text_of(m.found()));
  if (word != "elif" && word != "elseif" && word != "elsif") return {};
  report_unexpected(m, problems)
      .help("`" + word + "` is written `else if`")
      .fix(problems.span(m.found()), "else if", "write `else if`");
  return Repair{m.at(), m.at() + 1, {with_kind(m.found(), Else), missing(If, m.found().end)}};
}

/// `not a`: `not` reads as a name.
MaybeRepair not_in_letters(const Mistake& m, Problems& problems) {
  if (!m.expects(Star) || m.before_kind() != Name || m.text_of(m.before()) != "not") return {};
  if (!begins_value(m.found_kind()) && m.found_kind() != LeftBracket) return {};
  problems.emit(diag::UnexpectedToken, problems.span(m.before()), "a value", "", "the name `not`")
      .help("`not` is written `!`")
      .fix(problems.span(m.before()), "!", "write `!`");
  return Repair{m.at() - 1, m.at(), {with_kind(m.before(), Bang)}};
}

/// `if (a) b else c`
MaybeRepair missing_then(const Mistake& m, Problems& problems) {
  if (!m.expects(Then) || !begins_value(m.found_kind()) || !m.expects(Star)) return {};
  const Span place = problems.span(m.before().end, m.before().end);
  report_unexpected(m, problems).help("write `if c then a else b`").fix(place, " then", "write `then`");
  return Repair{m.at(), m.at(), {missing(Then, m.before().end)}};
}

/// `1 <> 2`, `1 === 2`, `2 ** 3`
MaybeRepair operator_of_elsewhere(const Mistake& m, Problems& problems) {
  const Token& found = m.found();
  if (m.at() > 0 && touches(m.before(), found)) {
    const Span both = problems.span(m.before()).to(problems.span(found));
    const auto put = [&](TokenKind kind, std::string_view written) {
      problems.emit(diag::WrongSign, both, "a comparison", written, m.text.substr(both.begin, both.end - both.begin))
          .fix(both, std::string(written), "write `" + std::string(written) + "`");
      return Repair{m.at() - 1, m.at() + 1, {Token{kind, m.before().begin, found.end}}};
    };
    if (m.before_kind() == Less && found.kind == Greater) return put(NotEqual, "!=");
    if (m.before_kind() == Equal && found.kind == Assign) return put(Equal, "==");
    if (m.before_kind() == NotEqual && found.kind == Assign) return put(NotEqual, "!=");
    if (m.before_kind() == Star && found.kind == Star) {
      report_unexpected(m, problems).help("a power is `base.pow(exponent)`");
      return Repair{m.at(), m.at() + 1, {}};
    }
  }
  return {};
}

/// `10 GB`, `5 minutes`
MaybeRepair unit_apart(const Mistake& m, Problems& problems) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kUnits = {{
      {"B", "B"},     {"kB", "kB"},     {"KB", "kB"},     {"MB", "MB"},   {"GB", "GB"},  {"TB", "TB"},   {"KiB", "KiB"},
      {"MiB", "MiB"}, {"GiB", "GiB"},   {"TiB", "TiB"},   {"ms", "ms"},   {"s", "s"},    {"m", "m"},     {"h", "h"},
      {"d", "d"},     {"seconds", "s"}, {"minutes", "m"}, {"hours", "h"}, {"days", "d"}, {"weeks", "w"},
  }};
  if (m.found_kind() != Name || m.before_kind() != Int || touches(m.before(), m.found())) return {};
  const std::string_view word = m.text_of(m.found());
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& u) { return u.first == word; });
  if (unit == kUnits.end() || !m.expects(Star)) return {};
  // `{ a = 1 m = 2 }`: the name of the next entry.
  if (m.kind(m.at() + 1) == Assign || m.kind(m.at() + 1) == Colon) return {};
  const std::string written = std::string(m.text_of(m.before())) + std::string(unit->second);
  const Span both = problems.span(m.before()).to(problems.span(m.found()));
  report_unexpected(m, problems)
      .help("a unit stands at its number, without a space: `" + written + "`")
      .fix(both, written, "write `" + written + "`");
  return Repair{m.at(), m.at() + 1, {}};
}

/// `.5`
MaybeRepair half_a_number(const Mistake& m, Problems& problems) {
  if (m.before_kind() != Dot || m.found_kind() != Int || !touches(m.before(), m.found())) return {};
  const std::string written = "0." + std::string(m.text_of(m.found()));
  const Span both = problems.span(m.before()).to(problems.span(m.found()));
  report_unexpected(m, problems)
      .help("a number has digits on both sides of its dot")
      .fix(both, written, "write `" + written + "`");
  return Repair{m.at() - 1, m.at() + 1, {Token{Float, m.found().begin, m.found().end}}};
}

/// `E::member`
MaybeRepair double_colon(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Colon || m.kind(m.at() + 1) != Colon || !touches(m.found(), m.token(m.at() + 1))) return {};
  const Span both = problems.span(m.found()).to(problems.span(m.token(m.at() + 1)));
  report_unexpected(m, problems).help("what belongs to a name stands after a dot").fix(both, ".", "write `.`");
  return Repair{m.at(), m.at() + 2, {with_kind(m.found(), Dot)}};
}

/// `list(string)`, `String[]`: what a type is made of.
MaybeRepair type_arguments(const Mistake& m, Problems& problems) {
  const bool parens = m.found_kind() == LeftParen, brackets = m.found_kind() == LeftBracket;
  if ((!parens && !brackets) || !m.expects(Less) || m.expects(Star) || !can_be_name(m.before_kind())) return {};
  const uint32_t close = m.closing(m.at());
  const Span all = problems.span(m.before()).to(problems.span(m.token(close)));
  const std::string name(m.text_of(m.before()));
  if (brackets && close == m.at() + 1) {
    report_unexpected(m, problems)
        .help("a list of them is `List<" + name + ">`")
        .fix(all, "List<" + name + ">", "write `List<" + name + ">`");
  } else {
    report_unexpected(m, problems)
        .help("what a type is made of stands in `< >`, as in `List<String>`; a rule is `where it > 0`");
  }
  return Repair{m.at() - 1, std::min(close + 1, end_of(m)), {missing(Hole, m.before().begin)}};
}

/// `type T { a: Int }`, `param x Int`, `module m { … }`, `lifecycle { … }`
MaybeRepair missing_sign(const Mistake& m, Problems& problems) {
  const Span place = problems.span(m.before().end, m.before().end);
  const TokenKind found = m.found_kind();
  if (m.rule() == InfraParser::RuleTypeDecl && found == LeftBrace && m.expects(Assign)) {
    report_unexpected(m, problems).help("a record type is `type Name = { … }`").fix(place, " =", "write `=`");
    return Repair{m.at(), m.at(), {missing(Assign, m.before().end)}};
  }
  if (m.rule() == InfraParser::RuleEntry && found == LeftBrace && m.expects(Assign)) {
    report_unexpected(m, problems)
        .help("a record inside is a value: `" + std::string(m.text_of(m.before())) + " = { … }`")
        .fix(place, " =", "write `=`");
    return Repair{m.at(), m.at(), {missing(Assign, m.before().end)}};
  }
  if (m.rule() == InfraParser::RuleModuleDecl && found == LeftBrace && m.expects(Colon)) {
    report_unexpected(m, problems)
        .help("a module is a file: `import \"./shop.infra\" as shop`, then `module " +
              std::string(m.text_of(m.before())) + ": shop { … }`");
    return Repair{0, end_of(m), {{Hole, m.tokens[0].begin, m.tokens.back().end}}};
  }
  const bool typed = m.rule() == InfraParser::RuleParamDecl || m.rule() == InfraParser::RuleOutputDecl ||
                     m.rule() == InfraParser::RuleParameter || m.rule() == InfraParser::RuleField;
  if (typed && m.expects(Colon) && can_be_name(found) && can_be_any_name(m.before_kind())) {
    report_unexpected(m, problems).fix(place, ":", "write `:`");
    return Repair{m.at(), m.at(), {missing(Colon, m.before().end)}};
  }
  return {};
}

/// `[for a in xs: for b in a.ys: b]`
MaybeRepair nested_comprehension(const Mistake& m, Problems& problems) {
  if (m.found_kind() != For || m.before_kind() != Colon || !m.expects(If)) return {};
  const uint32_t open = m.opening(m.at());
  if (m.kind(open) != LeftBracket || m.kind(open + 1) != For) return {};
  report_unexpected(m, problems)
      .help(
          "a list for each of a list is a list of lists, which is put into one: `[for x in xs: [for y in x: "
          "y]].flatten()`");
  return Repair{m.at(), std::min(m.closing(open), end_of(m)), {missing(Hole, m.found().begin)}};
}

/// `<<EOF`: a text of several lines, as in Terraform and in shells.
MaybeRepair here_document(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Less || m.kind(m.at() + 1) != Less || !m.expects(Int)) return {};
  report_unexpected(m, problems)
      .help("a text of several lines stands between `\"\"\"` and `\"\"\"`, each on a line of its own");
  const uint32_t open = m.opening(m.at());
  return Repair{m.at(), std::min(m.closing(open), end_of(m)), {missing(Hole, m.found().begin)}};
}

/// `Volume { … } lifecycle { … }`
MaybeRepair settings_without_with(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Name || m.before_kind() != RightBrace || !m.expects(TokenKind::With)) return {};
  if (m.kind(m.at() + 1) != LeftBrace) return {};
  report_unexpected(m, problems)
      .help("what is about the deployment stands behind `with`: `{ … } with { protect = true }`");
  return Repair{m.at(), std::min(m.closing(m.at() + 1) + 1, end_of(m)), {}};
}

/// `[for i in xs => i]`, `[i for i in xs]`
MaybeRepair comprehension_of_elsewhere(const Mistake& m, Problems& problems) {
  if (m.found_kind() == FatArrow && m.expects(Colon) && m.expects(Key)) {
    problems.emit(diag::WrongSign, problems.span(m.found()), "a comprehension", ":", "=>")
        .fix(problems.span(m.found()), ":", "write `:`");
    return Repair{m.at(), m.at() + 1, {with_kind(m.found(), Colon)}};
  }
  const uint32_t open = m.opening(m.at());
  if (m.found_kind() != For || m.kind(open) != LeftBracket || !m.expects(Comma)) return {};
  const std::string item(m.text.substr(m.token(open + 1).begin, m.before().end - m.token(open + 1).begin));
  const bool is_short = item.size() <= 24 && item.find('\n') == item.npos;
  report_unexpected(m, problems)
      .help("the `for` comes first: `[for x in xs: " + (is_short ? item : std::string("…")) + "]`");
  return Repair{open + 1, std::min(m.closing(open), end_of(m)), {missing(Hole, m.token(open + 1).begin)}};
}

/// `|x| x + 1`, `lambda x: x + 1`, `fn(x) { x + 1 }`
MaybeRepair lambda_of_elsewhere(const Mistake& m, Problems& problems) {
  const bool bars = m.found_kind() == Pipe && m.expects(Int);
  const bool word = m.found_kind() == Name && m.before_kind() == Name && m.text_of(m.before()) == "lambda";
  const bool body = m.found_kind() == LeftParen && m.before_kind() == Fn && m.kind(m.closing(m.at()) + 1) == LeftBrace;
  if (!bars && !word && !body) return {};
  report_unexpected(m, problems).help("a function as a value is `x => x + 1` or `(x, y) => x + y`");
  const uint32_t begin = bars ? m.at() : m.at() - 1;
  const uint32_t open = m.opening(begin);
  const uint32_t end = open < end_of(m) ? std::min(m.closing(open), end_of(m)) : end_of(m);
  return Repair{begin, end, {missing(Hole, m.token(begin).begin)}};
}

/// `{ .a => 1; .b => 2 }`
MaybeRepair semicolon_for_comma(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Semicolon || !m.expects(Comma)) return {};
  report_unexpected(m, problems).fix(problems.span(m.found()), ",", "write `,`");
  return Repair{m.at(), m.at() + 1, {with_kind(m.found(), Comma)}};
}

/// `where a, b`, `where a : "message"`, `where a = default`
MaybeRepair end_of_where(const Mistake& m, Problems& problems) {
  const TokenKind found = m.found_kind();
  // Where every word is a name, `where` is one, too.
  if (!m.expects(Else) || !m.expects(TokenKind::Where) || m.expects(Name)) return {};
  if (found == Comma && m.opening(m.at()) >= end_of(m)) {
    report_unexpected(m, problems)
        .help("each rule has its own `where`")
        .fix(problems.span(m.found()), " where", "write `where`");
    return Repair{m.at(), m.at() + 1, {with_kind(m.found(), TokenKind::Where)}};
  }
  if (found == Colon && m.kind(m.at() + 1) == String) {
    report_unexpected(m, problems)
        .help("what is said when it does not hold follows `else`")
        .fix(problems.span(m.found()), "else", "write `else`");
    return Repair{m.at(), m.at() + 1, {with_kind(m.found(), Else)}};
  }
  if (found == Assign) {
    report_unexpected(m, problems).help("the default comes before the rules: `param n: Int = 3 where it > 0`");
    return Repair{m.at(), std::min(m.at() + 2, end_of(m)), {}};
  }
  return {};
}

/// `enum E { A = 1 }`, `enum E { a | b }`
MaybeRepair enum_of_elsewhere(const Mistake& m, Problems& problems) {
  if (!m.inside(InfraParser::RuleEnumDecl) || !m.expects(Comma) || m.inside(InfraParser::RulePayload)) return {};
  if (m.found_kind() == Pipe) {
    report_unexpected(m, problems).fix(problems.span(m.found()), ",", "write `,`");
    return Repair{m.at(), m.at() + 1, {with_kind(m.found(), Comma)}};
  }
  if (m.found_kind() != Assign) return {};
  report_unexpected(m, problems)
      .help("a member is its name; what one carries stands in parentheses: `http(port: Port)`");
  return Repair{m.at(), std::min(m.at() + 2, end_of(m)), {}};
}

/// `n if n > 0 => 1`
MaybeRepair guard_of_an_arm(const Mistake& m, Problems& problems) {
  if (m.found_kind() != If || !m.expects(FatArrow) || m.expects(Star)) return {};
  const uint32_t open = m.opening(m.at());
  uint32_t begin = m.at(), end = m.at();
  while (begin > open + 1 && m.kind(begin - 1) != Comma) --begin;
  while (end < end_of(m) && m.kind(end) != Comma && end != m.closing(open)) {
    end = closing_of(m.kind(end)) == EndOfFile ? end + 1 : m.closing(end) + 1;
  }
  report_unexpected(m, problems).help("arms have no guards: ask in the value, `n => if n > 0 then 1 else 2`");
  return Repair{begin, std::min(end, end_of(m)), {missing(Hole, m.token(begin).begin)}};
}

/// `List<Int where it > 0>`
MaybeRepair rule_in_angles(const Mistake& m, Problems& problems) {
  if (m.found_kind() != TokenKind::Where || !m.expects(Greater) || m.rule() != InfraParser::RuleSimpleType) return {};
  uint32_t last = m.at();
  for (uint32_t i = m.at(); i < end_of(m) && m.kind(i) != Assign && !is_closing(m.kind(i)); ++i) {
    if (m.kind(i) == Greater) last = i;
  }
  if (last == m.at()) return {};
  report_unexpected(m, problems)
      .help("inside of `< >` a type with a rule is in parentheses: `List<(Int where it > 0)>`");
  return Repair{m.at(), last, {}};
}

/// `let x = plan { … }` outside of a test.
MaybeRepair plan_outside_of_a_test(const Mistake& m, Problems& problems) {
  if (m.found_kind() != LeftBrace || m.before_kind() != Plan || !m.expects(Star)) return {};
  report_unexpected(m, problems)
      .help("`plan { … }` stands only in a `test`, after `expect` or after the `=` of a `let`");
  return Repair{m.at() - 1, std::min(m.closing(m.at()) + 1, end_of(m)), {missing(Hole, m.before().begin)}};
}

/// `import std.net`, `import std.net.Balancer`
MaybeRepair import_of_nothing(const Mistake& m, Problems& problems) {
  if (m.rule() != InfraParser::RuleImportDecl || !m.expects(As) || !m.expects(LeftBrace)) return {};
  report_unexpected(m, problems).help("names are taken in braces: `import std.net { Balancer }`");
  return Repair{0, end_of(m), {{Hole, m.tokens[0].begin, m.tokens.back().end}}};
}

using Rule = MaybeRepair (*)(const Mistake&, Problems&);
constexpr Rule kRules[] = {
    else_if_in_one_word,   not_in_letters,      missing_then,           unit_apart,
    half_a_number,         double_colon,        type_arguments,         missing_sign,
    nested_comprehension,  here_document,       settings_without_with,  comprehension_of_elsewhere,
    lambda_of_elsewhere,   semicolon_for_comma, end_of_where,           enum_of_elsewhere,
    guard_of_an_arm,       rule_in_angles,      plan_outside_of_a_test, import_of_nothing,
    operator_of_elsewhere,
};

}  // namespace

MaybeRepair repair_foreign(const Mistake& mistake, Problems& problems) {
  if (mistake.at() == 0) return {};
  for (Rule rule : kRules) {
    if (auto repair = rule(mistake, problems)) return repair;
  }
  return {};
}

}  // namespace infra::syntax
