// Declarations read with their long braces in pieces, into the tree.
#pragma once

#include <span>
#include <vector>

#include "compiler/syntax/build/build.h"
#include "compiler/syntax/parse/pieces.h"
#include "compiler/syntax/parse/reader.h"

namespace infra::syntax {

class PieceReader {
 public:
  PieceReader(Build& build, Reader& reader) : build_(build), reader_(reader) {}

  /// False when something in it does not read, or was complained about: then the file must be read whole.
  bool declaration(std::span<const Token> tokens);
  /// The same for entries of braces, which are added to `out`.
  bool entries(std::span<const Token> tokens, std::span<const Chunk> chunks, llvm::SmallVectorImpl<Entry>& out);

 private:
  bool entry(std::span<const Token> tokens, llvm::SmallVectorImpl<Entry>& out);
  /// `tokens` with a HOLE in the place of braces that have been read; empty when one of them could not be.
  std::vector<Token> shortened(std::span<const Token> tokens, std::span<const Braces> all);

  Build& build_;
  Reader& reader_;
};

}  // namespace infra::syntax
