// The fixed words of the grammar.
#pragma once

#include <string_view>

#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// The kind of a name-like word: its own when it is one of the grammar's, else Name.
TokenKind word_kind(std::string_view word);

}  // namespace infra::syntax
