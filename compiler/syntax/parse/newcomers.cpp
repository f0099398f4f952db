#include "compiler/syntax/parse/newcomers.h"

#include <string>
#include <vector>

#include "InfraParser.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/messages.h"
#include "compiler/syntax/scan/words.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

Repair replace(uint32_t index, Token token) { return {index, index + 1, {token}}; }
Repair insert(uint32_t index, Token token) { return {index, index, {token}}; }

/// What stands at the mistake takes `:` or `=`: "an entry", "an argument".
std::string_view sign_taker(const Mistake& m) {
  switch (m.rule()) {
    case InfraParser::RuleEntry:
    case InfraParser::RuleKeyEntry: return "an entry";
    case InfraParser::RuleField:
    case InfraParser::RulePayload:
    case InfraParser::RuleEnumMember:
    case InfraParser::RuleSimpleType: return "a field";
    case InfraParser::RuleTypeDecl: return "a type";
    case InfraParser::RuleResourceDecl: return "a resource";
    case InfraParser::RuleExistingDecl: return "an existing resource";
    case InfraParser::RuleModuleDecl: return "a module use";
    case InfraParser::RuleKindDecl: return "a kind";
    case InfraParser::RuleLetDecl: return "a `let`";
    default: return "an argument";
  }
}

/// `port: 8080` in a record, `f(port = 8080)`, `resource app = Service`.
MaybeRepair wrong_sign(const Mistake& m, Problems& problems) {
  const TokenKind found = m.found_kind();
  if (found == Arrow && m.expects(FatArrow)) {
    problems.emit(diag::WrongSign, problems.span(m.found()), "an arm", "=>", "->")
        .fix(problems.span(m.found()), "=>", "write `=>`");
    return replace(m.at(), with_kind(m.found(), FatArrow));
  }
  if (found != Assign && found != Colon) return {};
  const TokenKind meant = found == Assign ? Colon : Assign;
  // In a call `name` is an argument's value already when `=` comes; in a record type, a field's name.
  const uint32_t open = m.opening(m.at());
  const bool label = found == Assign && m.at() >= 2 && can_be_any_name(m.before_kind()) && m.kind(open) == LeftParen &&
                     (m.at() - 2 == open || m.kind(m.at() - 2) == Comma);
  if (!m.expects(meant) && !label) return {};
  if (m.inside(InfraParser::RuleParamDecl) && m.rule() == InfraParser::RuleParamDecl) return {};
  if (m.rule() == InfraParser::RuleOutputDecl) return {};
  const std::string_view sign = found == Assign ? ":" : "=";
  problems
      .emit(diag::WrongSign, problems.span(m.found()),
            label && m.rule() == InfraParser::RuleExpr ? "an argument" : sign_taker(m), sign,
            found == Assign ? "=" : ":")
      .fix(problems.span(m.found()), std::string(sign), "write `" + std::string(sign) + "`");
  return replace(m.at(), with_kind(m.found(), meant));
}

/// `param x = 5`, `output u = a.url`: what the world sees has its type written.
MaybeRepair missing_type(const Mistake& m, Problems& problems) {
  const bool param = m.rule() == InfraParser::RuleParamDecl;
  if ((!param && m.rule() != InfraParser::RuleOutputDecl) || m.found_kind() != Assign || !m.expects(Colon)) return {};
  const std::string name(m.text_of(m.before()));
  report_unexpected(m, problems)
      .help(param ? "a param says its type: `param " + name + ": Int = …`"
                  : "an output says its type: `output " + name + ": Url = …`");
  return Repair{m.at(), m.at(), {missing(Colon, m.found().begin), missing(Hole, m.found().begin)}};
}

/// `[1 2]`, `f(a b)`, `import std.net { A B }`.
MaybeRepair missing_comma(const Mistake& m, Problems& problems) {
  if (!m.expects(Comma) || !(begins_value(m.found_kind()) || m.found_kind() == LeftBrace) ||
      m.rule() == InfraParser::RuleForHead)
    return {};
  const Span place = problems.span(m.before().end, m.before().end);
  problems.emit(diag::MissingComma, problems.span(m.found()), found_words(m)).fix(place, ",", "write `,`");
  return insert(m.at(), missing(Comma, m.before().end));
}

/// `{ .a => 1 .b => 2 }`: without a comma `.b` is a field of `1`.
MaybeRepair missing_comma_before_arm(const Mistake& m, Problems& problems) {
  if (m.found_kind() != FatArrow || !m.expects(Comma) || m.at() < 3) return {};
  uint32_t name = m.at() - 1;
  if (m.kind(name) == RightParen && m.opening(name) > 2) name = m.opening(name) - 1;
  if (!can_be_any_name(m.kind(name)) || m.kind(name - 1) != Dot) return {};
  const uint32_t before = m.tokens[name - 2].end;
  problems.emit(diag::MissingComma, problems.span(m.token(name - 1)), "the next arm")
      .label("without a comma this is a field")
      .fix(problems.span(before, before), ",", "write `,`");
  return insert(name - 1, missing(Comma, before));
}

/// `E.a => 1`: in a pattern a member stands without its enum.
MaybeRepair member_of_named_enum(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Dot || m.at() == 0 || !m.expects(FatArrow) || !can_be_name(m.before_kind())) return {};
  if (!m.expects(LeftParen) || m.expects(Star)) return {};  // a value, which could go on with an operator
  uint32_t dot = m.at();
  while (can_be_any_name(m.kind(dot + 1)) && m.kind(dot + 2) == Dot) dot += 2;
  if (!can_be_any_name(m.kind(dot + 1))) return {};
  const std::string member = "." + std::string(m.text_of(m.token(dot + 1)));
  report_unexpected(m, problems)
      .help("a pattern names the member alone: `" + member + "`")
      .fix(problems.span(m.before().begin, m.token(dot).begin), "", "write `" + member + "`");
  return Repair{m.at() - 1, dot, {}};
}

/// `[for i in a, j in b: …]`: one `for` goes over one thing.
MaybeRepair second_loop(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Comma || m.kind(m.at() + 2) != In || !can_be_name(m.kind(m.at() + 1))) return {};
  const uint32_t open = m.opening(m.at());
  if (open >= m.tokens.size() || m.kind(open + 1) != For || m.kind(open) == LeftParen) return {};
  report_unexpected(m, problems)
      .help(m.kind(open) == LeftBracket ? "one `for` goes over one thing: `[for i in a: [for j in b: …]].flatten()`"
                                        : "one `for` goes over one thing: go over a list of the pairs");
  const uint32_t end = std::min(m.closing(open) + 1, static_cast<uint32_t>(m.tokens.size()));
  return Repair{open, end, {{Hole, m.tokens[open].begin, m.tokens[end - 1].end}}};
}

/// `where it > 0 else` and then nothing: the word could go on, and its value is missing.
MaybeRepair missing_value_after_word(const Mistake& m, Problems& problems) {
  const TokenKind found = m.found_kind();
  if (!m.expects(found) || (found != Else && found != TokenKind::Where && found != In && found != If)) return {};
  const Token& behind = m.token(m.at() + 1);
  problems.emit(diag::UnexpectedToken, problems.span(m.found().end, m.found().end), "a value",
                " after `" + std::string(m.text_of(m.found())) + "`",
                behind.kind == EndOfFile ? "the end of the file" : "`" + std::string(m.text_of(behind)) + "`");
  return insert(m.at() + 1, missing(Hole, m.found().end));
}

/// `a = x [k] = v`: without a comma `[k]` is an index of `x`.
MaybeRepair missing_comma_before_key(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Assign || m.before_kind() != RightBracket) return {};
  const uint32_t open = m.opening(m.at() - 1);
  const uint32_t around = m.opening(open);
  if (open == 0 || m.kind(open) != LeftBracket || m.kind(around) != LeftBrace) return {};
  const uint32_t before = m.tokens[open - 1].end;
  problems.emit(diag::MissingComma, problems.span(m.token(open)), "a computed key")
      .label("without a comma this is an index")
      .fix(problems.span(before, before), ",", "write `,`");
  return insert(open, missing(Comma, before));
}

/// The `if` that is being read, where `else` is what is missing.
std::optional<uint32_t> pending_if(const Mistake& m) {
  for (auto frame = m.failure.rules.rbegin(); frame != m.failure.rules.rend(); ++frame) {
    if (frame->rule != InfraParser::RuleExpr) return {};
    if (m.kind(frame->first) == If) return frame->first;
  }
  return {};
}

MaybeRepair missing_else(const Mistake& m, Problems& problems) {
  const auto start = pending_if(m);
  if (!start || !m.expects(Else)) return {};
  problems.emit(diag::MissingElse, problems.span(m.token(*start)))
      .label("an `if` is a value: it says what holds otherwise, too")
      .help("write `if c then a else b`, with `else none` where there is nothing");
  const uint32_t place = m.before().end;
  return Repair{m.at(), m.at(), {missing(Else, place), missing(Hole, place)}};
}

/// `if c { a } else { b }`
MaybeRepair braces_for_then(const Mistake& m, Problems& problems) {
  const auto start = pending_if(m);
  if (!start || !m.expects(Then) || m.found_kind() != LeftBrace) return {};
  problems.emit(diag::UnexpectedToken, problems.span(m.found()), "`then`", "", "`{`")
      .help("braces are always a record: write `if c then a else b`");
  const uint32_t place = m.found().begin;
  uint32_t end = m.closing(m.at()) + 1;
  if (m.kind(end) == Else && m.kind(end + 1) == LeftBrace) end = m.closing(end + 1) + 1;
  const bool has_else = m.kind(end) == Else;
  Repair repair{
      m.at(), std::min(end, static_cast<uint32_t>(m.tokens.size())), {missing(Then, place), missing(Hole, place)}};
  if (!has_else) repair.tokens.append({missing(Else, place), missing(Hole, place)});
  return repair;
}

/// `if a = b then`
MaybeRepair assign_for_equal(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Assign || !m.expects(Then) || !pending_if(m)) return {};
  problems.emit(diag::WrongSign, problems.span(m.found()), "a comparison", "==", "=")
      .fix(problems.span(m.found()), "==", "write `==`");
  return replace(m.at(), with_kind(m.found(), Equal));
}

/// `a and b`, `a or b`
MaybeRepair spelled_operator(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Name || !m.expects(And)) return {};
  const std::string_view word = m.text_of(m.found());
  if (word != "and" && word != "or") return {};
  const bool both = word == "and";
  report_unexpected(m, problems)
      .help(both ? "`and` is written `&&`" : "`or` is written `||`")
      .fix(problems.span(m.found()), both ? "&&" : "||", both ? "write `&&`" : "write `||`");
  return replace(m.at(), with_kind(m.found(), both ? And : Or));
}

/// `a | b`
MaybeRepair single_or(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Pipe || !m.expects(Or)) return {};
  problems.emit(diag::BadCharacter, problems.span(m.found()), "`|`")
      .help("`or` is written `||`; `|` stands between types")
      .fix(problems.span(m.found()), "||", "write `||`");
  return replace(m.at(), with_kind(m.found(), Or));
}

/// `List<Int>= []`
MaybeRepair greater_equal_in_type(const Mistake& m, Problems& problems) {
  if (m.found_kind() != GreaterEqual || !m.expects(Greater)) return {};
  if (m.rule() != InfraParser::RuleSimpleType && m.rule() != InfraParser::RuleTypeParameters) return {};
  problems.emit(diag::GreaterEqualInType, problems.span(m.found()))
      .help("put a space between `>` and `=`")
      .fix(problems.span(m.found()), "> =", "write `> =`");
  const uint32_t middle = m.found().begin + 1;
  return Repair{m.at(), m.at() + 1, {{Greater, m.found().begin, middle}, {Assign, middle, m.found().end}}};
}

/// `param match: Int`, `fn f(in: Int) -> Int = in`
MaybeRepair reserved_word(const Mistake& m, Problems& problems) {
  const bool parameter = m.rule() == InfraParser::RuleFnDecl && m.kind(m.at() + 1) == Colon;
  if (!is_reserved_word(m.found_kind()) || !m.expects(Name) || m.expects(Int)) return {};
  if (m.rule() != InfraParser::RuleName && !parameter) return {};
  problems.emit(diag::ReservedWord, problems.span(m.found()), m.text_of(m.found()), "this")
      .help("choose another name; reserved words are names only as keys, fields, members and labels");
  return replace(m.at(), with_kind(m.found(), Name));
}

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
         std::string_view::npos;
}

/// `resource "aws_instance" "web" {`, `output "url" {`: quotes around names, as in Terraform.
MaybeRepair quoted_name(const Mistake& m, Problems& problems) {
  if (m.at() == 0 || m.found_kind() != String || m.rule() != InfraParser::RuleName) return {};
  const auto inside = [&](uint32_t index) {
    const Token& token = m.token(index);
    return Token{Name, token.begin + 1, token.end - 1};
  };
  const Token first = inside(m.at());
  if (!is_name(m.text_of(first))) return {};
  const Span place = problems.span(m.found());
  if (m.before_kind() != Resource || m.kind(m.at() + 1) != String) {
    problems.emit(diag::QuotedName, place, "a name").fix(place, std::string(m.text_of(first)), "take the quotes away");
    if (m.kind(m.at() + 1) != LeftBrace || m.before_kind() == Enum) return replace(m.at(), first);
    // A block of another language: what is in it says nothing here.
    return Repair{0, static_cast<uint32_t>(m.tokens.size()), {{Hole, m.tokens[0].begin, m.tokens.back().end}}};
  }
  const Token second = inside(m.at() + 1);
  const Span both = place.to(problems.span(m.token(m.at() + 1)));
  const std::string meant = std::string(m.text_of(second)) + ": " + std::string(m.text_of(first));
  problems.emit(diag::QuotedName, both, "a resource")
      .help("its name comes first, then its kind: `resource " + meant + " { … }`")
      .fix(both, meant, "write `" + meant + "`");
  return Repair{m.at(), m.at() + 2, {second, missing(Colon, first.begin), first}};
}

/// `a = b` where a comparison is meant, and nothing else that takes a `=`.
MaybeRepair assign_in_a_value(const Mistake& m, Problems& problems) {
  if (m.found_kind() != Assign || !m.expects(Equal) || m.kind(m.at() + 1) == Assign) return {};
  problems.emit(diag::WrongSign, problems.span(m.found()), "a comparison", "==", "=")
      .fix(problems.span(m.found()), "==", "write `==`");
  return replace(m.at(), with_kind(m.found(), Equal));
}

using Rule = MaybeRepair (*)(const Mistake&, Problems&);
constexpr Rule kRules[] = {
    greater_equal_in_type,
    missing_comma_before_key,
    missing_comma_before_arm,
    member_of_named_enum,
    second_loop,
    missing_value_after_word,
    assign_for_equal,
    missing_type,
    wrong_sign,
    missing_else,
    braces_for_then,
    spelled_operator,
    single_or,
    reserved_word,
    quoted_name,
    missing_comma,
    assign_in_a_value,
};

struct ForeignWord {
  std::string_view word;
  std::string_view help;
};
constexpr ForeignWord kForeignWords[] = {
    {"variable", "an input is a `param`: `param size: Int = 3`"},
    {"var", "a value is named with `let`, an input with `param`"},
    {"const", "a value is named with `let`"},
    {"data", "what exists already is read with `existing name: Kind { … }`"},
    {"moved", "a new name is told with `renamed a to b`"},
    {"func", "a function is `fn double(x: Int) -> Int = x * 2`"},
    {"function", "a function is `fn double(x: Int) -> Int = x * 2`"},
    {"def", "a function is `fn double(x: Int) -> Int = x * 2`"},
    {"assert", "what must hold is a `check \"…\" { require … }`"},
    {"locals", "a value is named with `let`: `let name = \"shop\"`"},
    {"struct", "a record type is `type Name = { … }`"},
    {"record", "a record type is `type Name = { … }`"},
    {"class", "a record type is `type Name = { … }`"},
    {"export", "what others may use begins with `pub`"},
    {"public", "what others may use begins with `pub`"},
    {"from", "names are taken with `import std.net { Balancer }`"},
    {"use", "names are taken with `import std.net { Balancer }`"},
    {"terraform",
     "the packages of a program stand in `infra.toml`, and where its state lies is said on the command line"},
    {"removed", "what is no longer declared leaves; `limit { removals = 3 }` says how many at most"},
    {"targetScope", "where something is deployed is said by its provider: `provider eu: aws { … }`"},
    {"val", "a value is named with `let`"},
    {"interface", "a record type is `type Name = { … }`"},
    {"return", "there are no blocks: a function is `fn double(x: Int) -> Int = x * 2`"},
    {"if", "a declaration with a condition has it in its head: `resource app: Kind if debug { … }`"},
    {"for", "a declaration that repeats has it in its head: `resource app: Kind for i in 0..3 { … }`"},
    {"include", "a file is taken with `import \"./shop.infra\" as shop`"},
};

}  // namespace

bool begins_value(TokenKind kind) {
  switch (kind) {
    case Int:
    case Float:
    case Quantity:
    case Date:
    case String:
    case RawString:
    case StringOpen:
    case BlockOpen:
    case True:
    case False:
    case None:
    case Underscore:
    case Match: return true;
    default: return can_be_name(kind);
  }
}

MaybeRepair repair_known(const Mistake& mistake, Problems& problems) {
  if (auto repair = repair_body(mistake, problems)) return repair;
  if (auto repair = repair_foreign(mistake, problems)) return repair;
  for (Rule rule : kRules) {
    if (auto repair = rule(mistake, problems)) return repair;
  }
  return {};
}

MaybeRepair repair_first_word(const Mistake& mistake, uint32_t word, Problems& problems) {
  std::vector<std::string_view> words;
  for (size_t kind = 0; kind <= static_cast<size_t>(StringClose); ++kind) {
    const std::string_view quoted = token_words(static_cast<TokenKind>(kind));
    if (is_declaration_word(static_cast<TokenKind>(kind))) words.push_back(quoted.substr(1, quoted.size() - 2));
  }
  const Token& token = mistake.token(word);
  const std::string_view written = mistake.text_of(token);
  const bool is_word = token.kind == Name || is_reserved_word(token.kind) || is_contextual_word(token.kind);
  const Span place = problems.span(token);
  const std::string shown =
      written.size() > 24 || written.empty() ? std::string(token_words(token.kind)) : "`" + std::string(written) + "`";
  auto builder = problems.emit(diag::UnknownDeclaration, place, shown);
  for (const ForeignWord& foreign : kForeignWords) {
    if (is_word && foreign.word == written) return builder.help(std::string(foreign.help)), std::nullopt;
  }
  if (is_word && (mistake.kind(word + 1) == Assign || mistake.kind(word + 1) == Colon)) {
    const std::string name(written);
    builder.help("a value is named with `let " + name + " = …`, an input with `param " + name + ": Int`");
    return std::nullopt;
  }
  if (token.kind == Minus) return builder.help("a comment begins with `//`"), std::nullopt;
  if (const auto meant = is_word ? nearest(written, words) : std::nullopt) {
    builder.help("did you mean `" + *meant + "`?").fix(place, *meant, "write `" + *meant + "`");
    return replace(word, with_kind(token, word_kind(*meant)));
  }
  builder.help(
      "declarations begin with `import`, `param`, `let`, `fn`, `type`, `enum`, `kind`, `resource`, `existing`, "
      "`module`, `provider`, `output`, `policy`, `enforce`, `waive`, `check`, `test`, `limit` or `renamed`");
  return {};
}

}  // namespace infra::syntax
