// What stands between two tokens: comments, line breaks, blank lines.
#pragma once

#include <string_view>

#include "llvm/ADT/SmallVector.h"

namespace infra::syntax::layout {

struct Comment {
  std::string_view text;  ///< Without the spaces behind it.
  bool own_line = false;
  bool after_blank = false;  ///< A blank line stands before it.
};

struct Gap {
  llvm::SmallVector<Comment, 2> comments;
  bool has_break = false;
  bool ends_blank = false;  ///< A blank line stands before what follows.
};

/// Reads the text between two tokens, which holds spaces, comments and perhaps the comma of a list.
Gap read_gap(std::string_view between);

}  // namespace infra::syntax::layout
