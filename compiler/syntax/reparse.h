// A text that was edited: its tree out of the one before, in the time that the edited piece takes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/base/interner.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::syntax {

/// What an edit has done to a tree.
struct TreeEdit {
  enum class Kind : uint8_t {
    None,     ///< The text is what it was.
    Entries,  ///< In the value of one `let` or `output`, entries of braces became others; no other node has changed.
    Other,
  } kind = Kind::None;
  DeclId decl;                 ///< The rest is of Entries.
  std::vector<ExprId> braces;  ///< Around the entries, the outermost first; the last one holds them.
  std::vector<Entry> before;   ///< What stood there; its places are those of the text before.
  std::vector<Entry> after;
  uint32_t from = 0;  ///< Places from here on have moved…
  int64_t by = 0;     ///< … by so many bytes.
};

/// The tree of `file`, as `parse` gives it, when the edit lies inside of one declaration. `before` is the text that
/// `ast` was parsed from, as the same file and with the same names, without a diagnostic. Nothing where the edit
/// reaches further or anything would be complained about: then the file has to be parsed, and `ast` is spent. A declaration
/// that edits have made longer than `parse` reads (E0338) is seen by `parse` alone. What happened is in `edit`.
std::optional<Ast> reparse(Ast ast, std::string_view before, FileId file, const SourceMap& sources, Interner& names,
                           TreeEdit& edit);

/// A place after an edit, where that moves it.
inline void move_place(Span& span, uint32_t from, int64_t by) {
  if (span.end >= from) span.end = static_cast<uint32_t>(span.end + by);
  if (span.begin >= from) span.begin = static_cast<uint32_t>(span.begin + by);
}

}  // namespace infra::syntax
