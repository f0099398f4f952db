// Text to tokens by hand: the same tokens as grammar/InfraLexer.g4, twenty times as fast.
#pragma once

#include <string_view>

#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// Reads all of `text`, which is valid UTF-8 of less than 4 GiB. Never fails, in linear time and without recursion:
/// what cannot be read is a BadNumber, BadCharacter or Unterminated token.
TokenList scan(std::string_view text);

}  // namespace infra::syntax
