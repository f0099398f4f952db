#include "compiler/syntax/scan/scan.h"

#include <cstring>

#include "compiler/base/text.h"
#include "compiler/base/units.h"
#include "compiler/syntax/scan/character_class.h"
#include "compiler/syntax/scan/words.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::syntax {
namespace {

/// Where the reader is: outside of strings, or in the text of one. As in the grammar, `{` and `${` push Code.
enum class Mode : uint8_t { Code, String, Block };

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;  // a byte order mark, from editors on Windows
    result_.tokens.reserve(text.size() / 5);
  }

  TokenList run() {
    while (at_ < text_.size()) {
      switch (mode_) {
        case Mode::Code: scan_code(); break;
        case Mode::String: scan_string_text(); break;
        case Mode::Block: scan_block_text(); break;
      }
    }
    return std::move(result_);
  }

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  static bool is_line_break(char c) { return c == '\n' || c == '\r'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void push(Mode mode) {
    modes_.push_back(mode_);
    mode_ = mode;
    if (mode == Mode::String && outermost_string_ == 0) outermost_string_ = modes_.size();
  }
  void pop() {  // a stray `}` at the outside changes nothing
    if (modes_.empty()) return;
    mode_ = modes_.pop_back_val();
    if (modes_.size() < outermost_string_) outermost_string_ = 0;
  }

  /// The token from the current place, `length` bytes long.
  void add(TokenKind kind, size_t length) {
    auto begin = static_cast<uint32_t>(at_);
    at_ += length;
    result_.tokens.push_back({kind, begin, static_cast<uint32_t>(at_)});
  }

  void scan_code();
  void scan_name();
  void scan_number();
  void scan_comment();
  void scan_quote();
  void scan_raw_string();
  void scan_line_break();
  void break_strings(size_t length);
  void scan_bad_character();
  bool is_date() const;
  size_t name_length(size_t from) const;
  size_t digits_length(size_t from) const;
  size_t escape_length(size_t from) const;
  size_t text_length(size_t from, Mode mode) const;
  void scan_dollars();
  void scan_string_text();
  void scan_block_text();

  std::string_view text_;
  size_t at_ = 0;
  Mode mode_ = Mode::Code;
  llvm::SmallVector<Mode, 32> modes_;  // those around mode_
  size_t outermost_string_ = 0;        // how deep the outermost open one-line string lies; 0: none is open
  TokenList result_;
};

void Scanner::scan_code() {
  using enum TokenKind;
  const char c = text_[at_];
  if (static_cast<unsigned char>(c) >= 128) return scan_name();
  const uint8_t character = kCharacterClass[static_cast<unsigned char>(c)];
  if (character & kSpace) {
    ++at_;
    return;
  }
  if (c == 'r' && peek(1) == '"') return scan_raw_string();
  if (character & kNameStart) return scan_name();
  if (character & kDigit) return scan_number();
  switch (c) {
    case '\n':
    case '\r': return scan_line_break();
    case '"': return scan_quote();
    case '{': add(LeftBrace, 1); return push(Mode::Code);
    case '}': add(RightBrace, 1); return pop();
    case '[': return add(LeftBracket, 1);
    case ']': return add(RightBracket, 1);
    case '(': return add(LeftParen, 1);
    case ')': return add(RightParen, 1);
    case ',': return add(Comma, 1);
    case ':': return add(Colon, 1);
    case ';': return add(Semicolon, 1);
    case '.':
      if (peek(1) != '.') return add(Dot, 1);
      if (peek(2) == '.') return add(Ellipsis, 3);
      return peek(2) == '=' ? add(RangeInclusive, 3) : add(Range, 2);
    case '?':
      if (peek(1) == '?') return add(Coalesce, 2);
      return peek(1) == '.' ? add(SafeDot, 2) : add(Question, 1);
    case '=':
      if (peek(1) == '=') return add(Equal, 2);
      return peek(1) == '>' ? add(FatArrow, 2) : add(Assign, 1);
    case '+': return peek(1) == '+' ? add(Concat, 2) : add(Plus, 1);
    case '-': return peek(1) == '>' ? add(Arrow, 2) : add(Minus, 1);
    case '*': return add(Star, 1);
    case '/': return peek(1) == '/' ? scan_comment() : add(Slash, 1);
    case '%': return add(Percent, 1);
    case '!': return peek(1) == '=' ? add(NotEqual, 2) : add(Bang, 1);
    case '<': return peek(1) == '=' ? add(LessEqual, 2) : add(Less, 1);
    case '>': return peek(1) == '=' ? add(GreaterEqual, 2) : add(Greater, 1);
    case '&': return peek(1) == '&' ? add(And, 2) : scan_bad_character();
    case '|': return peek(1) == '|' ? add(Or, 2) : add(Pipe, 1);
    default: return scan_bad_character();
  }
}

void Scanner::scan_bad_character() {
  size_t next = at_;
  decode_utf8(text_, next);
  add(TokenKind::BadCharacter, next - at_);
}

/// How many bytes from `from` continue a name.
size_t Scanner::name_length(size_t from) const {
  size_t at = from;
  while (at < text_.size()) {
    const auto c = static_cast<unsigned char>(text_[at]);
    if (c < 128) {
      if (!(kCharacterClass[c] & kNamePart)) break;
      ++at;
      continue;
    }
    size_t next = at;
    if (!is_name_part(decode_utf8(text_, next))) break;
    at = next;
  }
  return at - from;
}

void Scanner::scan_name() {
  size_t next = at_;
  if (!is_name_start(decode_utf8(text_, next))) return scan_bad_character();
  const size_t length = next - at_ + name_length(next);
  add(word_kind(text_.substr(at_, length)), length);
}

/// `1_000`: how many bytes of digits, with single `_` between them.
size_t Scanner::digits_length(size_t from) const {
  size_t at = from;
  while (at < text_.size()) {
    if (is_digit(text_[at])) {
      ++at;
    } else if (text_[at] == '_' && at + 1 < text_.size() && is_digit(text_[at + 1])) {
      at += 2;
    } else {
      break;
    }
  }
  return at - from;
}

/// `2027-01-31`: 4-2-2 digits without spaces, and no fifth digit before the first `-`.
bool Scanner::is_date() const {
  for (size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7 ? peek(i) != '-' : !is_digit(peek(i))) return false;
  }
  return true;
}

void Scanner::scan_number() {
  using enum TokenKind;
  if (is_date()) {
    const size_t more = name_length(at_ + 10);
    return add(more == 0 ? Date : BadNumber, 10 + more);
  }
  size_t length = digits_length(at_);
  TokenKind kind = Int;
  if (peek(length) == '.' && is_digit(peek(length + 1))) {
    length += 1 + digits_length(at_ + length + 1);
    kind = Float;
  }
  size_t next = at_ + length;
  if (next < text_.size() && is_name_start(decode_utf8(text_, next))) {
    const size_t unit = next - at_ - length + name_length(next);
    kind = is_unit(text_.substr(at_ + length, unit)) ? Quantity : BadNumber;
    length += unit;
  }
  add(kind, length);
}

void Scanner::scan_comment() {
  size_t end = at_;
  while (end < text_.size() && !is_line_break(text_[end])) ++end;
  if (peek(2) == '/' && peek(3) != '/') {
    result_.doc_comments.push_back({TokenKind::DocComment, static_cast<uint32_t>(at_), static_cast<uint32_t>(end)});
  }
  at_ = end;
}

/// A line break ends every one-line string that is open around this `${ }`.
void Scanner::scan_line_break() {
  const size_t length = peek() == '\r' && peek(1) == '\n' ? 2 : 1;
  if (outermost_string_ == 0) {
    at_ += length;
    return;
  }
  break_strings(length);
}

void Scanner::break_strings(size_t length) {
  add(TokenKind::Unterminated, length);
  modes_.resize(outermost_string_);
  pop();
}

void Scanner::scan_raw_string() {
  size_t end = at_ + 2;
  while (end < text_.size() && text_[end] != '"' && !is_line_break(text_[end])) ++end;
  if (end < text_.size() && text_[end] == '"') return add(TokenKind::RawString, end + 1 - at_);
  add(TokenKind::Unterminated, end - at_);
}

/// The bytes of the escape at `from`, which is a backslash; 0 where there is nothing to escape.
size_t Scanner::escape_length(size_t from) const {
  if (from + 1 >= text_.size()) return 0;
  size_t next = from + 1;
  decode_utf8(text_, next);
  return next - from;
}

/// How many bytes from `from` are text of a string: up to its end, a `${`, or what cannot stand in it. Dollars
/// count only with the text that follows them.
size_t Scanner::text_length(size_t from, Mode mode) const {
  size_t at = from;
  while (at < text_.size()) {
    size_t dollars = 0;
    while (at + dollars < text_.size() && text_[at + dollars] == '$') ++dollars;
    const size_t next = at + dollars;
    if (next >= text_.size()) break;
    const char c = text_[next];
    if (c == '"' || (c == '{' && dollars > 0)) break;
    if (mode == Mode::String && is_line_break(c)) break;
    if (c == '\\') {
      const size_t escape = escape_length(next);
      if (escape == 0 || (mode == Mode::String && is_line_break(text_[next + 1]))) break;
      at = next + escape;
    } else {
      at = next + 1;
    }
  }
  return at - from;
}

void Scanner::scan_quote() {
  if (peek(1) == '"' && peek(2) == '"') {
    add(TokenKind::BlockOpen, 3);
    return push(Mode::Block);
  }
  size_t end = at_ + 1 + text_length(at_ + 1, Mode::String);
  while (end < text_.size() && text_[end] == '$') ++end;
  if (end < text_.size() && text_[end] == '"') return add(TokenKind::String, end + 1 - at_);
  add(TokenKind::StringOpen, 1);
  push(Mode::String);
}

/// Dollars before a `${` or the end of the string, each a text of its own.
void Scanner::scan_dollars() {
  while (peek() == '$' && peek(1) != '{') add(TokenKind::Text, 1);
  if (peek() != '$') return;
  add(TokenKind::Interpolate, 2);
  push(Mode::Code);
}

void Scanner::scan_string_text() {
  if (const size_t length = text_length(at_, Mode::String)) return add(TokenKind::Text, length);
  switch (peek()) {
    case '"': add(TokenKind::StringClose, 1); return pop();
    case '$': return scan_dollars();
    default:  // a line break, or a backslash before one
      return break_strings(peek() == '\r' && peek(1) == '\n' ? 2 : 1);
  }
}

void Scanner::scan_block_text() {
  if (const size_t length = text_length(at_, Mode::Block)) return add(TokenKind::Text, length);
  switch (peek()) {
    case '"':
      if (peek(1) == '"' && peek(2) == '"') {
        add(TokenKind::StringClose, 3);
        return pop();
      }
      return add(TokenKind::Text, peek(1) == '"' ? 2 : 1);
    case '$': return scan_dollars();
    default:  // a backslash at the end of the file
      return add(TokenKind::Text, 1);
  }
}

}  // namespace

TokenList scan(std::string_view text) { return Scanner(text).run(); }

}  // namespace infra::syntax
