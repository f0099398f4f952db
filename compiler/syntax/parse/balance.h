// Brackets that match: found out before anything is parsed, so that a missing one is one error at its place and
// nothing that recurses ever meets a text nested deeper than the limit.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// True when every bracket is closed in order and none is nested deeper than kMaxNesting.
bool is_balanced(std::span<const Token> tokens);

/// The tokens with every bracket closed in order and nested at most kMaxNesting deep; what was wrong is reported,
/// what is too deep becomes a Hole.
std::vector<Token> balance(std::span<const Token> tokens, std::string_view text, Problems& problems);

/// The bracket that closes this one, EndOfFile for tokens that open none.
TokenKind closing_of(TokenKind kind);
bool is_closing(TokenKind kind);

}  // namespace infra::syntax
