// Long braces, cut into their entries: each is read by itself, so that a value of a hundred thousand lines takes no more
// memory while it is read than its largest entry, and an edit reads one entry again.
#pragma once

#include <span>
#include <vector>

#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// Braces of fewer tokens are read as a part of what is around them.
inline constexpr size_t kLongBraces = 1024;

/// `{ … }` behind a `=`: indices of tokens.
struct Braces {
  uint32_t open = 0;
  uint32_t close = 0;
  std::vector<Chunk> entries;  ///< Without the commas between them.
};

/// The outermost long braces of a declaration, or of an entry, with balanced brackets. Only those that are values and
/// seem to hold entries: when each entry reads as one, the whole reads as they do, since the grammar is not ambiguous;
/// when one does not, the whole must be read.
std::vector<Braces> long_braces(std::span<const Token> tokens);

/// The entries between two braces, in `[begin, end)`. False where something else stands there, or the commas are wrong.
bool cut_entries(std::span<const Token> tokens, uint32_t begin, uint32_t end, std::vector<Chunk>& entries);

}  // namespace infra::syntax
