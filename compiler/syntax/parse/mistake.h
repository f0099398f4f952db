// A place where reading stopped, with all that is known about it, and what may be done to go on.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "compiler/syntax/parse/reader.h"
#include "compiler/syntax/scan/token.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::syntax {

/// An edit of the tokens of a declaration: those in [begin, end) become `tokens`.
struct Repair {
  uint32_t begin = 0;
  uint32_t end = 0;
  llvm::SmallVector<Token, 4> tokens;
};

struct Mistake {
  std::span<const Token> tokens;  ///< Of the declaration, as repaired so far.
  const Failure& failure;
  Token next;  ///< What follows the declaration: another one, or EndOfFile.
  std::string_view text;

  uint32_t at() const { return failure.token; }
  /// The token at `index`; beyond the end what follows the declaration.
  const Token& token(uint32_t index) const { return index < tokens.size() ? tokens[index] : next; }
  TokenKind kind(uint32_t index) const { return index < tokens.size() ? tokens[index].kind : TokenKind::EndOfFile; }
  const Token& found() const { return token(at()); }
  TokenKind found_kind() const { return kind(at()); }
  TokenKind before_kind() const { return at() == 0 ? TokenKind::EndOfFile : kind(at() - 1); }
  const Token& before() const { return tokens[at() - 1]; }
  bool expects(TokenKind kind) const { return failure.expects(kind); }
  std::string_view text_of(const Token& token) const { return text.substr(token.begin, token.end - token.begin); }
  size_t rule() const { return failure.rules.empty() ? SIZE_MAX : failure.rules.back().rule; }
  bool inside(size_t rule) const {
    for (const RuleFrame& frame : failure.rules) {
      if (frame.rule == rule) return true;
    }
    return false;
  }
  /// The token that closes the bracket at `open`, or the end.
  uint32_t closing(uint32_t open) const;
  /// The innermost bracket that is open before `index`; tokens.size() when there is none.
  uint32_t opening(uint32_t index) const;
};

}  // namespace infra::syntax
