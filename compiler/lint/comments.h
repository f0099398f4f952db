// Comments: what stands between tokens and is no space.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/syntax/scan/token.h"

namespace infra::lint {

struct Comment {
  uint32_t begin, end;  ///< From `//` to the end of the line.
};

/// In the order of the text, of which `tokens` is what it reads as.
std::vector<Comment> comments_of(std::string_view text, const syntax::TokenList& tokens);

}  // namespace infra::lint
