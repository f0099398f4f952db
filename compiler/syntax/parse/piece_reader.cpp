#include "compiler/syntax/parse/piece_reader.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

/// Types have braces behind a `=` too, with fields in them.
bool holds_types(std::span<const Token> tokens) {
  const size_t word = tokens[0].kind == Pub && tokens.size() > 1 ? 1 : 0;
  return tokens[word].kind == Type || tokens[word].kind == Enum || tokens[word].kind == TokenKind::Kind;
}

}  // namespace

bool PieceReader::declaration(std::span<const Token> tokens) {
  std::vector<Token> shorter;
  if (tokens.size() > kLongBraces && !holds_types(tokens)) {
    if (const std::vector<Braces> braces = long_braces(tokens); !braces.empty()) {
      shorter = shortened(tokens, braces);
      if (shorter.empty()) return false;
      tokens = shorter;
    }
  }
  Node* tree = reader_.read(tokens);
  if (!tree) return false;
  build_declaration(build_, tree);
  build_.read_before.clear();
  return build_.problems.count() == 0;
}

bool PieceReader::entries(std::span<const Token> tokens, std::span<const Chunk> chunks,
                          llvm::SmallVectorImpl<Entry>& out) {
  for (const Chunk& chunk : chunks) {
    if (!entry(tokens.subspan(chunk.begin, chunk.end - chunk.begin), out)) return false;
  }
  return true;
}

bool PieceReader::entry(std::span<const Token> tokens, llvm::SmallVectorImpl<Entry>& out) {
  std::vector<Token> shorter;
  if (tokens.size() > kLongBraces) {
    if (const std::vector<Braces> braces = long_braces(tokens); !braces.empty()) {
      shorter = shortened(tokens, braces);
      if (shorter.empty()) return false;
      tokens = shorter;
    }
  }
  Node* tree = reader_.read_entry(tokens);
  if (!tree) return false;
  const std::optional<Entry> built = build_any_entry(build_, tree);
  if (!built || build_.problems.count() != 0) return false;
  out.push_back(*built);
  return true;
}

std::vector<Token> PieceReader::shortened(std::span<const Token> tokens, std::span<const Braces> all) {
  std::vector<Token> out;
  uint32_t at = 0;
  for (const Braces& braces : all) {
    llvm::SmallVector<Entry, 16> read;
    if (!entries(tokens, braces.entries, read)) return {};
    const List<Entry> kept = build_.keep(read);
    const Span span = build_.span(tokens[braces.open]).to(build_.span(tokens[braces.close]));
    build_.read_before.emplace_back(span.begin, add_expr(build_, span, BraceExpr{kept}, tallest(build_, kept)));
    out.insert(out.end(), tokens.begin() + at, tokens.begin() + braces.open);
    out.push_back({Hole, span.begin, span.end});
    at = braces.close + 1;
  }
  out.insert(out.end(), tokens.begin() + at, tokens.end());
  return out;
}

}  // namespace infra::syntax
