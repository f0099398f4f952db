#include "compiler/syntax/parse/mistake.h"

#include "compiler/syntax/parse/balance.h"

namespace infra::syntax {

uint32_t Mistake::closing(uint32_t open) const {
  uint32_t depth = 0;
  for (uint32_t i = open; i < tokens.size(); ++i) {
    if (closing_of(tokens[i].kind) != TokenKind::EndOfFile) ++depth;
    if (is_closing(tokens[i].kind) && --depth == 0) return i;
  }
  return static_cast<uint32_t>(tokens.size());
}

uint32_t Mistake::opening(uint32_t index) const {
  uint32_t depth = 0;
  for (uint32_t i = index; i-- > 0;) {
    if (is_closing(tokens[i].kind)) ++depth;
    if (closing_of(tokens[i].kind) != TokenKind::EndOfFile && depth-- == 0) return i;
  }
  return static_cast<uint32_t>(tokens.size());
}

}  // namespace infra::syntax
