// The one door to ANTLR's parser: tokens of a declaration in, its tree out, or the place where reading stopped.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "compiler/syntax/scan/token.h"

namespace antlr4::tree {
class ParseTree;
}

namespace infra::syntax {

/// A rule of the grammar that was being read, and the token that it began with.
struct RuleFrame {
  size_t rule = 0;
  uint32_t first = 0;
};

/// Where reading stopped: nothing of the grammar goes on with this token.
struct Failure {
  uint32_t token = 0;            ///< Index in the chunk; one past the last at its end.
  std::bitset<128> expected;     ///< By TokenKind: what would have gone on.
  std::vector<RuleFrame> rules;  ///< From the outermost to the innermost.
  bool too_deep = false;         ///< The limit of nesting was reached; nothing was expected.

  bool expects(TokenKind kind) const { return expected[static_cast<size_t>(kind)]; }
};

class Reader {
 public:
  Reader();
  ~Reader();

  /// Reads one declaration. The tree lives until the next call; null when the grammar does not read it.
  antlr4::tree::ParseTree* read(std::span<const Token> tokens);
  /// The same for one entry of braces.
  antlr4::tree::ParseTree* read_entry(std::span<const Token> tokens);
  /// The same, slower, for one that did not read: failure() is then where and why.
  antlr4::tree::ParseTree* read_explaining(std::span<const Token> tokens);
  const Failure& failure() const { return failure_; }

 private:
  struct Machine;

  std::unique_ptr<Machine> machine_;
  Failure failure_;
};

}  // namespace infra::syntax
