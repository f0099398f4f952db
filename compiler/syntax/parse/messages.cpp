#include "compiler/syntax/parse/messages.h"

#include "compiler/diag/codes/syntax.h"

#include <initializer_list>
#include <vector>

#include "InfraParser.h"
#include "compiler/syntax/parse/cut.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

using TokenSet = std::bitset<128>;

constexpr size_t bit(TokenKind kind) { return static_cast<size_t>(kind); }

TokenSet set_of(std::initializer_list<TokenKind> kinds) {
  TokenSet set;
  for (TokenKind kind : kinds) set.set(bit(kind));
  return set;
}

TokenSet words(bool (*is_word)(TokenKind)) {
  TokenSet set;
  for (size_t kind = 0; kind <= bit(StringClose); ++kind) set[kind] = is_word(static_cast<TokenKind>(kind));
  return set;
}

/// Collects what is expected, taking tokens away as they are covered by a word for all of them.
class Words {
 public:
  explicit Words(const Mistake& mistake) : mistake_(mistake), left_(mistake.failure.expected) {}

  std::string run() {
    take_operators();
    take_values();
    take_types();
    take_type_suffixes();
    take_names();
    if (left_[bit(EndOfFile)] && left_.count() + found_.size() > 1) left_.reset(bit(EndOfFile));
    for (size_t kind = 0; kind < left_.size(); ++kind) {
      if (left_[kind])
        found_.emplace_back(kind == 0 ? "the end of the declaration" : token_words(static_cast<TokenKind>(kind)));
    }
    return join();
  }

 private:
  bool has(TokenKind kind) const { return left_[bit(kind)]; }
  /// True where reserved words are names, too: `then` begins nothing else where a name can stand.
  bool every_word() const { return has(Then) && has(Name); }
  void take(const TokenSet& covered, std::string_view word) {
    left_ &= ~covered;
    if (!word.empty()) found_.emplace_back(word);
  }

  /// After a value an operator is always possible, and hardly ever what is missing.
  void take_operators() {
    if (!has(Star) || !has(Coalesce)) return;
    static const TokenSet kOperators =
        set_of({Star, Slash,     Percent, Plus,         Minus,     Concat,      Range,    RangeInclusive,
                Less, LessEqual, Greater, GreaterEqual, In,        Equal,       NotEqual, And,
                Or,   Coalesce,  Dot,     SafeDot,      LeftParen, LeftBracket, FatArrow});
    const bool only_operators = (left_ & ~kOperators).none();
    take(kOperators, only_operators ? "an operator" : "");
  }

  void take_values() {
    static const TokenSet kLiterals = set_of({Int, Float, Quantity, Date, String, RawString, True, False, None, Minus});
    if (has(Underscore) && has(Int)) {
      take(kLiterals | words(can_be_name) | set_of({Underscore, Dot}), "a pattern");
    } else if (has(Int) && has(LeftParen)) {
      static const TokenSet kStarts =
          set_of({Bang, LeftParen, LeftBracket, LeftBrace, StringOpen, BlockOpen, Dot, Match, If, Let, Ellipsis});
      take(kLiterals | kStarts | words(every_word() ? can_be_any_name : can_be_name), "a value");
    }
  }

  void take_types() {
    // In an enum's payload every word may be a label, too.
    if (has(Name) && has(LeftBrace))
      take(words(every_word() ? can_be_any_name : can_be_name) | set_of({LeftBrace, LeftParen, Fn}), "a type");
  }

  /// After a type `.`, `?`, `<` and `|` are always possible, and hardly ever what is missing.
  void take_type_suffixes() {
    static const TokenSet kSuffixes = set_of({Dot, Question, Less, Pipe});
    if ((has(Question) || has(Pipe)) && (left_ & ~kSuffixes).any()) take(kSuffixes, "");
  }

  void take_names() {
    if (has(Param) && has(Import) && !has(Name)) {
      TokenSet heads = set_of({Pub});
      for (size_t kind = 0; kind < left_.size(); ++kind) {
        if (left_[kind] && is_declaration_word(static_cast<TokenKind>(kind))) heads.set(kind);
      }
      return take(heads, "a declaration");
    }
    if (has(Require) && has(Let) && !has(Name)) return take(set_of({Let, Require, Expect}), "a statement");
    if (!has(Name)) return;
    TokenSet covered = words(can_be_name);
    if (every_word()) covered |= words(is_reserved_word);
    const bool entries = has(String) && every_word();
    if (entries) covered |= set_of({String, StringOpen, LeftBracket, Ellipsis});
    std::string_view word = entries ? "an entry" : "a name";
    if (mistake_.rule() == InfraParser::RuleFields) word = "a field";
    if (mistake_.rule() == InfraParser::RuleEnumDecl) word = "a member";
    take(covered, word);
  }

  std::string join() const {
    constexpr size_t kLimit = 4;
    std::string out;
    const size_t count = std::min(found_.size(), kLimit);
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) out += i + 1 == count ? " or " : ", ";
      out += found_[i];
    }
    return out.empty() ? "something else" : out;
  }

  const Mistake& mistake_;
  TokenSet left_;
  std::vector<std::string> found_;
};

/// Long or many-line text is not repeated in a message.
constexpr size_t kQuotable = 24;

/// In the head of a resource or module use, behind its `key`.
bool has_key_before(const Mistake& mistake) {
  for (uint32_t i = mistake.at(); i > 0; --i) {
    const TokenKind kind = mistake.kind(i - 1);
    if (kind == Key || kind == For) return kind == Key;
  }
  return false;
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

std::string expected_words(const Mistake& mistake) { return Words(mistake).run(); }

std::string found_words(const Mistake& mistake) {
  const Token& token = mistake.found();
  if (token.kind == EndOfFile) return "the end of the file";
  const std::string_view written = mistake.text_of(token);
  switch (token.kind) {
    case Name: return written.size() > kQuotable ? "a name" : "the name " + quoted(written);
    case Int:
    case Float:
    case Quantity:
    case Date:
    case String:
    case RawString: return written.size() > kQuotable ? std::string(token_words(token.kind)) : quoted(written);
    case StringOpen:
      if (mistake.expects(String)) return "one with `${ }`";
      return std::string(token_words(token.kind));
    default: return std::string(token_words(token.kind));
  }
}

Span mistake_place(const Mistake& mistake, const Problems& problems) {
  const Token& found = mistake.found();
  if (mistake.at() == 0) return problems.span(found);
  const uint32_t before = mistake.before().end;
  const bool later_line =
      found.begin >= before &&
      mistake.text.substr(before, found.begin - before).find_first_of("\r\n") != std::string_view::npos;
  return later_line || found.kind == EndOfFile ? problems.span(before, before) : problems.span(found);
}

diag::Builder report_unexpected(const Mistake& mistake, Problems& problems) {
  std::string after;
  if (mistake.at() > 0) {
    const std::string_view before = mistake.text_of(mistake.before());
    const bool quotable = !before.empty() && before.size() <= kQuotable &&
                          before.find('\n') == std::string_view::npos && before.find('`') == std::string_view::npos;
    if (quotable) after = " after " + quoted(before);
  }
  auto builder = problems.emit(diag::UnexpectedToken, mistake_place(mistake, problems), expected_words(mistake), after,
                               found_words(mistake));
  if (mistake.found_kind() == Semicolon) builder.help("nothing ends with `;` here");
  if (mistake.found_kind() == Question) builder.help("a choice is written `if c then a else b`");
  if (mistake.at() > 0 && mistake.text_of(mistake.before()) == "not") builder.help("`not` is written `!`");
  if (mistake.found_kind() == Assign && mistake.expects(Equal)) builder.help("`==` compares");
  if (mistake.found_kind() == LeftBracket && mistake.rule() == InfraParser::RuleSimpleType)
    builder.help("a list's type is `List<String>`");
  if (mistake.before_kind() == Dot && mistake.at() > 1 && mistake.kind(mistake.at() - 2) == Int) {
    const std::string number(mistake.text_of(mistake.token(mistake.at() - 2)));
    builder.help("a `Float` has digits on both sides of its point: `" + number + ".0`");
  }
  if (mistake.found_kind() == If && mistake.expects(LeftBrace) && has_key_before(mistake))
    builder.help("`if` comes before `key`: `for x in xs if … key …`");
  if (mistake.expects(String) && !mistake.expects(StringOpen) && mistake.found_kind() == StringOpen)
    builder.help("this text is one without `${ }`");
  if (mistake.expects(As) && mistake.before_kind() == String)
    builder.help("a file gets a name: `import \"./shop.infra\" as shop`");
  return builder;
}

}  // namespace infra::syntax
