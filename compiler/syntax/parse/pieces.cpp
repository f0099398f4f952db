#include "compiler/syntax/parse/pieces.h"

#include "compiler/syntax/parse/balance.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

bool is_dot(TokenKind kind) { return kind == Dot || kind == SafeDot; }

/// True where `name =`, `"name" =` or `...` begins an entry behind the value of another; not in `let name =`.
bool begins_entry(std::span<const Token> tokens, size_t at) {
  const TokenKind kind = tokens[at].kind;
  if (kind == Ellipsis) return true;
  if ((!can_be_any_name(kind) && kind != String) || at + 1 >= tokens.size() || tokens[at + 1].kind != Assign)
    return false;
  const TokenKind before = tokens[at - 1].kind;
  return !is_dot(before) && (before != Let || (at >= 2 && is_dot(tokens[at - 2].kind)));
}

/// The end of the entry that begins at `begin`.
uint32_t end_of_entry(std::span<const Token> tokens, uint32_t begin, uint32_t end) {
  int depth = 0;
  uint32_t text = begin;  // where the last string with interpolations began
  for (uint32_t at = begin; at < end; ++at) {
    const TokenKind kind = tokens[at].kind;
    if (is_closing(kind)) --depth;
    if (depth == 0 && at > begin) {
      if (kind == Comma || begins_entry(tokens, at)) return at;
      if (kind == StringOpen) text = at;
      if (kind == StringClose && text > begin && at + 1 < end && tokens[at + 1].kind == Assign) return text;
    }
    if (closing_of(kind) != EndOfFile) ++depth;
  }
  return end;
}

}  // namespace

bool cut_entries(std::span<const Token> tokens, uint32_t begin, uint32_t end, std::vector<Chunk>& entries) {
  if (begin < end && tokens[begin].kind == For && tokens[begin + 1].kind != Assign) return false;
  for (uint32_t at = begin; at < end;) {
    if (tokens[at].kind == Comma) return false;
    const uint32_t next = end_of_entry(tokens, at, end);
    entries.push_back({at, next});
    at = next < end && tokens[next].kind == Comma ? next + 1 : next;
  }
  return true;
}

std::vector<Braces> long_braces(std::span<const Token> tokens) {
  std::vector<Braces> found;
  std::vector<uint32_t> open;
  for (uint32_t at = 0; at < tokens.size(); ++at) {
    const TokenKind kind = tokens[at].kind;
    if (closing_of(kind) != EndOfFile) open.push_back(at);
    if (!is_closing(kind)) continue;
    const uint32_t from = open.back();
    open.pop_back();
    if (tokens[from].kind != LeftBrace || from == 0 || tokens[from - 1].kind != Assign || at - from < kLongBraces)
      continue;
    // What is around replaces what is inside of it.
    while (!found.empty() && found.back().open > from) found.pop_back();
    found.push_back({from, at, {}});
  }
  std::erase_if(found, [&](Braces& braces) {
    return !cut_entries(tokens, braces.open + 1, braces.close, braces.entries) || braces.entries.empty();
  });
  return found;
}

}  // namespace infra::syntax
