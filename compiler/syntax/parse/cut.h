// Where declarations begin, so that each is read alone: an error stays inside its own.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// A top-level declaration, as a range of tokens.
struct Chunk {
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// Cuts tokens with balanced brackets into declarations. A file without errors is cut as the grammar reads it,
/// whatever its layout; in one with errors, lines that look like the start of a declaration are taken for one.
std::vector<Chunk> cut(std::span<const Token> tokens, std::string_view text);

/// Where brackets or values are left open, a declaration swallows the next ones: then a line that begins one at
/// the left margin is taken for it, however deep it stands.
std::vector<Chunk> cut_at_margin(std::span<const Token> tokens, std::string_view text);

/// True for a token that ends a value whatever follows: after it a name has no place in an expression. Not for the
/// words of the grammar, which may have a name behind them.
bool ends_value(std::span<const Token> tokens, size_t index);

/// True for the words that declarations begin with, after a `pub`.
bool is_declaration_word(TokenKind kind);

}  // namespace infra::syntax
