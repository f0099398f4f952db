// From what the scanner read to tokens that the grammar can meet: everything that is no token of the language is
// reported here, once, and replaced or left out.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// The tokens without BadNumber, BadCharacter and Unterminated: in their place stands what was meant, or a Hole.
/// Strings are closed, and no token is longer than kMaxLiteralBytes.
std::vector<Token> mend(std::vector<Token> tokens, std::string_view text, Problems& problems);

}  // namespace infra::syntax
