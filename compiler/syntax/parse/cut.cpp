#include "compiler/syntax/parse/cut.h"

#include <algorithm>

namespace infra::syntax {
namespace {

using enum TokenKind;

TokenKind kind_at(std::span<const Token> tokens, size_t index) {
  return index < tokens.size() ? tokens[index].kind : EndOfFile;
}

/// What follows the name in the head of this declaration; EndOfFile for words that begin none.
TokenKind after_name(TokenKind word) {
  switch (word) {
    case Param:
    case Kind:
    case Resource:
    case Module:
    case Output: return Colon;
    case Type: return Assign;
    case Enum: return LeftBrace;
    default: return EndOfFile;
  }
}

/// After a `.` every word is a name.
bool is_field_name(std::span<const Token> tokens, size_t index) { return index > 0 && tokens[index - 1].kind == Dot; }

class Cutter {
 public:
  Cutter(std::span<const Token> tokens, std::string_view text) : tokens_(tokens), text_(text) {}

  std::vector<Chunk> run() {
    std::vector<Chunk> chunks;
    uint32_t begin = 0;
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
          if (depth == 0 && i > begin && (begins_declaration(tokens_, i) || seems_to_begin(i))) {
            chunks.push_back({begin, static_cast<uint32_t>(i)});
            begin = static_cast<uint32_t>(i);
          }
      }
    }
    if (begin < tokens_.size()) chunks.push_back({begin, static_cast<uint32_t>(tokens_.size())});
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
  bool declares_at_margin(size_t index) const {
    const TokenKind kind = tokens_[index].kind;
    const TokenKind next = kind_at(tokens_, index + 1);
    if (kind == Pub || kind == Import) return next != Assign && next != Colon;
    return (kind == Let && can_be_name(next)) || (after_name(kind) != EndOfFile && heads(index));
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
    const TokenKind next = kind_at(tokens_, index + 1);
    // A reserved word that stands where the name should: `type match = Int`.
    const bool misnamed = is_reserved_word(next) && kind_at(tokens_, index + 2) == after_name(tokens_[index].kind);
    const bool named =
        next == Name || next == String || next == StringOpen || after_name(next) != EndOfFile || misnamed;
    return index + 1 < tokens_.size() && !first_on_line(index + 1) && named;
  }

  /// A line that the grammar cannot read here, but a person means as a declaration: `param x = 5`,
  /// `resorce a: B {`, a word that is not known. Never so in a file without errors: a word of a declaration before
  /// a name, and a name after a value, have no other reading.
  bool seems_to_begin(size_t index) const {
    const TokenKind kind = tokens_[index].kind;
    const bool declares = after_name(kind) != EndOfFile;
    if ((!declares && kind != Name && kind != Fn) || !first_on_line(index)) return false;
    const TokenKind before = tokens_[index - 1].kind;
    if (before == Pub && !is_field_name(tokens_, index - 1)) return false;
    if (declares) return heads(index) && before != As;
    return ends_value(tokens_, index - 1) ||
           (heads(index) && (before == Greater || before == Question || is_contextual_word(before)));
  }

  std::span<const Token> tokens_;
  std::string_view text_;
};

}  // namespace

bool ends_value(std::span<const Token> tokens, size_t index) {
  const TokenKind kind = tokens[index].kind;
  if (is_reserved_word(kind) && is_field_name(tokens, index)) return true;
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

std::vector<Chunk> cut(std::span<const Token> tokens, std::string_view text) { return Cutter(tokens, text).run(); }

bool begins_declaration(std::span<const Token> tokens, size_t index) {
  const TokenKind kind = tokens[index].kind;
  const TokenKind before = index == 0 ? EndOfFile : tokens[index - 1].kind;
  if (before == Pub && !is_field_name(tokens, index - 1)) return false;
  if (kind == Pub || kind == Import) return before != Dot;
  if (kind == Let) {
    if (index == 0) return true;
    if (before == Dot) {  // an unfinished `.`, or a field of this name
      const TokenKind third = kind_at(tokens, index + 2);
      return can_be_name(kind_at(tokens, index + 1)) && (third == Assign || third == Colon);
    }
    // After `=`, `then`, `else`, `;` … a value is missing, and `let` begins one.
    return ends_value(tokens, index - 1) || before == Question || before == Greater || is_contextual_word(before);
  }
  const TokenKind third = after_name(kind);
  return third != EndOfFile && can_be_name(kind_at(tokens, index + 1)) && kind_at(tokens, index + 2) == third;
}

std::vector<Chunk> cut_at_margin(std::span<const Token> tokens, std::string_view text) {
  return Cutter(tokens, text).run_at_margin();
}

}  // namespace infra::syntax
