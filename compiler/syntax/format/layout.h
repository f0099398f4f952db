// What the parse tree says about the layout of one declaration: where spaces are, where lines may end, and what
// stands in brackets that can be broken over lines.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/scan/token.h"

namespace antlr4::tree {
class ParseTree;
}

namespace infra::syntax::layout {

/// About a token, and the place before it.
struct Mark {
  bool space = true;          ///< Before it, on one line.
  bool may_break = false;     ///< A line break that was written before it stays.
  bool must_break = false;    ///< It begins a line: one of several `where`s.
  bool may_overflow = false;  ///< It begins a line where it would not fit: a lone `where`.
  bool is_separator = false;  ///< A comma that the group writes, not the token.
  bool begins_item = false;   ///< Of a group, and not of its first.
  int32_t group = -1;         ///< The group that it opens.
  uint32_t verbatim_to = 0;   ///< It opens a string that ends with this token: written as it is.
};

enum class Separator : uint8_t {
  Comma,     ///< Required: when broken, also behind the last.
  Optional,  ///< Between entries, fields and members: none when broken, but before a computed key.
  Nothing,   ///< Statements.
  Single,    ///< One thing stands in the brackets.
};

struct Item {
  uint32_t first = 0;
  uint32_t last = 0;
  uint32_t assign = 0;       ///< The `=` of an entry; 0 where there is none.
  bool needs_comma = false;  ///< Before it, also where lines part it from the one before.
};

/// Brackets and what stands in them.
struct Group {
  uint32_t open = 0;
  uint32_t close = 0;
  Separator separator = Separator::Single;
  bool is_padded = false;    ///< `{ a }` and not `[a]`.
  bool must_break = false;   ///< It was written over several lines, or holds what needs lines of its own.
  bool holds_break = false;  ///< Lines end somewhere inside of it.
  std::vector<Item> items;
};

struct Layout {
  std::vector<Mark> marks;    ///< One a token, and one more.
  std::vector<Group> groups;  ///< Inner ones before those around them.
};

/// The layout of a declaration from its tree.
Layout lay_out(antlr4::tree::ParseTree* tree, std::span<const Token> tokens, std::string_view text);

}  // namespace infra::syntax::layout
