#include "compiler/syntax/parse/cut.h"

#include <algorithm>

namespace infra::syntax {
namespace {

using enum TokenKind;

TokenKind kind_at(std::span<const Token> tokens, size_t index) {
  return index < tokens.size() ? tokens[index].kind : EndOfFile;
}

/// What follows the name in the head of this declaration; EndOfFile where no sign tells.
TokenKind after_name(TokenKind word) {
  switch (word) {
    case Param:
    case TokenKind::Kind:
    case Resource:
    case Existing:
    case Module:
    case Provider:
    case Output: return Colon;
    case Type: return Assign;
    case Enum: return LeftBrace;
    default: return EndOfFile;
  }
}

/// The words of declarations that are plain names elsewhere.
bool is_head(TokenKind kind) {
  switch (kind) {
    case Policy:
    case Enforce:
    case Waive:
    case Check:
    case Test:
    case Limit:
    case Renamed: return true;
    default: return after_name(kind) != EndOfFile;
  }
}

class Cutter {
 public:
  Cutter(std::span<const Token> tokens, std::string_view text) : tokens_(tokens), text_(text) {}

  std::vector<Chunk> run() {
    std::vector<Chunk> chunks;
    int depth = 0;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      switch (tokens_[i].kind) {
        case LeftBrace:
        case LeftBracket:
        case LeftParen:
        case Interpolate: ++depth; break;
        case RightBrace:
        case RightBracket:
        case RightParen: --depth; break;
        default:
          if (depth == 0 && i > begin_ && (begins(i) || seems_to_begin(i))) {
            chunks.push_back({begin_, static_cast<uint32_t>(i)});
            begin_ = static_cast<uint32_t>(i);
            in_type_ = false;
          }
      }
      if (depth == 0) after_value_ = stands_for_value(i);
    }
    if (begin_ < tokens_.size()) chunks.push_back({begin_, static_cast<uint32_t>(tokens_.size())});
    return chunks;
  }

  std::vector<Chunk> run_at_margin() {
    std::vector<Chunk> pieces;
    uint32_t begin = 0;
    for (size_t i = 1; i < tokens_.size(); ++i) {
      const char before = text_[tokens_[i].begin - 1];
      if ((before != '\n' && before != '\r') || tokens_[i - 1].kind == Pub || !declares_at_margin(i)) continue;
      pieces.push_back({begin, static_cast<uint32_t>(i)});
      begin = static_cast<uint32_t>(i);
    }
    if (begin < tokens_.size()) pieces.push_back({begin, static_cast<uint32_t>(tokens_.size())});
    return pieces;
  }

 private:
  TokenKind kind(size_t index) const { return kind_at(tokens_, index); }
  bool after_dot(size_t index) const {
    return index > 0 && (tokens_[index - 1].kind == Dot || tokens_[index - 1].kind == SafeDot);
  }

  bool declares_at_margin(size_t index) const {
    const TokenKind word = kind(index);
    const TokenKind next = kind(index + 1);
    if (word == Pub || word == Import) return next != Assign && next != Colon;
    if (word == Let || word == Fn) return can_be_name(next);
    return (word == Limit && next == LeftBrace) || (is_head(word) && heads(index));
  }

  /// True when the token at `index`, at depth zero, ends something after which only the grammar's own words can
  /// stand: a value, a type or a name. A word of the grammar is a name where no such thing stands before it.
  bool stands_for_value(size_t index) {
    const TokenKind word = kind(index);
    switch (word) {
      case Colon:
      case Arrow: in_type_ = true; return false;
      case Assign: in_type_ = kind(first_word()) == Type; return false;
      case TokenKind::Where: in_type_ = false; return after_dot(index);
      case Greater: return in_type_;
      case Question: return true;
      default: break;
    }
    if (!is_contextual_word(word)) return ends_value(tokens_, index);
    return after_dot(index) || (index != first_word() && !after_value_);
  }
  uint32_t first_word() const { return begin_ + (kind(begin_) == Pub ? 1 : 0); }

  /// True where the grammar itself says that a declaration begins: `param name :`, `enum name {`, `import`, `pub`,
  /// and its other words behind a value, where no name can stand.
  bool begins(size_t index) const {
    const TokenKind word = kind(index);
    const TokenKind before = kind(index - 1), next = kind(index + 1), third = kind(index + 2);
    if (before == Pub && !after_dot(index - 1)) return false;
    switch (word) {
      case Pub:
      case Import: return !after_dot(index);
      case Let:
        // Behind an unfinished `.` too; elsewhere a value may be missing, and `let` begins one.
        if (after_dot(index)) return can_be_name(next) && (third == Assign || third == Colon);
        return after_value_ || is_contextual_word(before);
      case Fn:
        if (after_dot(index)) return can_be_name(next) && (third == LeftParen || third == Less);
        return can_be_name(next);
      case Check:
      case Test: return next == String && third == LeftBrace;
      case Limit: return after_value_ && next == LeftBrace;
      case Policy:
      case Enforce:
      case Waive:
      case Renamed: return can_be_name(next) && (after_dot(index) ? first_on_line(index) : after_value_);
      default: break;
    }
    const TokenKind sign = after_name(word);
    return sign != EndOfFile && can_be_name(next) && (third == sign || (word == Type && third == Less));
  }

  std::string_view between(size_t index) const {
    const uint32_t from = index == 0 ? 0 : tokens_[index - 1].end;
    return text_.substr(from, tokens_[index].begin - std::min(from, tokens_[index].begin));
  }
  bool first_on_line(size_t index) const {
    return index == 0 || between(index).find_first_of("\r\n") != std::string_view::npos;
  }

  /// A word of a declaration before what could be its name: `param x = 5`, `resource "a" "b"`. In `for i in module
  /// key i` the first word is a name and the second one the grammar's.
  bool heads(size_t index) const {
    const TokenKind next = kind(index + 1);
    // A reserved word that stands where the name should: `type match = Int`.
    const bool misnamed = is_reserved_word(next) && kind(index + 2) == after_name(kind(index));
    const bool named = next == Name || next == String || next == StringOpen || is_head(next) || misnamed;
    return index + 1 < tokens_.size() && !first_on_line(index + 1) && named;
  }

  /// A line that the grammar cannot read here, but a person means as a declaration: `param x = 5`,
  /// `resorce a: B {`, a word that is not known. Never so in a file without errors: a word of a declaration before
  /// a name, and a name after a value, have no other reading.
  bool seems_to_begin(size_t index) const {
    const TokenKind word = kind(index);
    if ((!is_head(word) && word != Name && word != Fn) || !first_on_line(index)) return false;
    const TokenKind before = kind(index - 1);
    if (before == Pub && !after_dot(index - 1)) return false;
    if (is_head(word)) return heads(index) && !takes_name(before);
    return ends_value(tokens_, index - 1) ||
           (heads(index) && (before == Greater || before == Question || is_contextual_word(before)));
  }

  /// Words of the grammar that a name follows, and then perhaps the next declaration.
  static bool takes_name(TokenKind word) {
    return word == As || word == To || word == On || word == Enforce || word == Waive || word == Renamed;
  }

  std::span<const Token> tokens_;
  std::string_view text_;
  uint32_t begin_ = 0;        // of the declaration that is read
  bool after_value_ = false;  // the last token at depth zero stands for a value
  bool in_type_ = false;      // what is read at depth zero is a type: its `>` closes
};

}  // namespace

bool ends_value(std::span<const Token> tokens, size_t index) {
  const TokenKind kind = tokens[index].kind;
  const bool is_field = index > 0 && (tokens[index - 1].kind == Dot || tokens[index - 1].kind == SafeDot);
  if (is_reserved_word(kind) && is_field) return true;
  switch (kind) {
    case Int:
    case Float:
    case Quantity:
    case Date:
    case String:
    case RawString:
    case StringClose:
    case RightBrace:
    case RightBracket:
    case RightParen:
    case Hole:
    case True:
    case False:
    case None:
    case Name: return true;
    default: return false;
  }
}

bool is_declaration_word(TokenKind kind) { return kind == Import || kind == Let || kind == Fn || is_head(kind); }

std::vector<Chunk> cut(std::span<const Token> tokens, std::string_view text) { return Cutter(tokens, text).run(); }

std::vector<Chunk> cut_at_margin(std::span<const Token> tokens, std::string_view text) {
  return Cutter(tokens, text).run_at_margin();
}

}  // namespace infra::syntax
