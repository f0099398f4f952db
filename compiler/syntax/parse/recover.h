// One declaration, read to its end whatever is wrong with it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse/mistake.h"
#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/parse/reader.h"

namespace infra::syntax {

/// Reads declarations. A mistake is reported once and repaired in the tokens, which are then read again, so that
/// the tree always comes from tokens that the grammar accepts. How often is bounded by the size of the file:
/// beyond that a broken declaration is left out as a whole.
class Recovery {
 public:
  Recovery(Reader& reader, std::string_view text, size_t file_tokens, Problems& problems)
      : reader_(reader), text_(text), problems_(problems), budget_(kRereadings * file_tokens + kMinimum) {}

  /// The tree of a declaration, which lives until the next call; null when nothing of it could be kept. `next` is
  /// the token behind it.
  antlr4::tree::ParseTree* read(std::span<const Token> tokens, Token next);
  /// How many tokens were read again so far: at most kRereadings times those of the file, and a few.
  size_t reread() const { return reread_; }

 private:
  static constexpr size_t kRereadings = 8;
  static constexpr size_t kMinimum = 20'000;

  antlr4::tree::ParseTree* try_read(std::span<const Token> tokens);
  antlr4::tree::ParseTree* leave_out(std::vector<Token>& tokens, Token next);

  Reader& reader_;
  std::string_view text_;
  Problems& problems_;
  size_t budget_;
  size_t reread_ = 0;
};

}  // namespace infra::syntax
