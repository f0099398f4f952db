// The tokens of a file: 12 bytes each, in one array.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace infra::syntax {

/// Numbered as in the vocabulary of grammar/InfraLexer.g4; 0 is the end of the file.
enum class TokenKind : uint8_t {
  EndOfFile,
#define INFRA_TOKEN(Name, Symbol, Words) Name,
#include "compiler/syntax/scan/tokens.def"
#undef INFRA_TOKEN
};

struct Token {
  TokenKind kind = TokenKind::EndOfFile;
  uint32_t begin = 0;  ///< Byte offsets, half-open.
  uint32_t end = 0;

  friend bool operator==(const Token&, const Token&) = default;
};

/// A token without text: one that was missing.
inline Token missing(TokenKind kind, uint32_t place) { return {kind, place, place}; }

/// What a text reads as. Every byte that is no space, line break or comment lies in exactly one token.
struct TokenList {
  std::vector<Token> tokens;        ///< Without an end-of-file token.
  std::vector<Token> doc_comments;  ///< The `///` lines, in order.
};

std::string_view token_symbol(TokenKind kind);  ///< Its name in the grammar: `LEFT_BRACE`.
std::string_view token_words(TokenKind kind);   ///< What messages call it: "`{`", "a name".

/// The words of the grammar that are plain names too (`param`), and the reserved ones (`let`).
bool is_contextual_word(TokenKind kind);
bool is_reserved_word(TokenKind kind);
/// A name, or a word that may stand for one: everywhere, or only as key, field, member, label and after `.`.
inline bool can_be_name(TokenKind kind) { return kind == TokenKind::Name || is_contextual_word(kind); }
inline bool can_be_any_name(TokenKind kind) { return can_be_name(kind) || is_reserved_word(kind); }

}  // namespace infra::syntax
