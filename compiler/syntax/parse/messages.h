// "expected a type after `:`, found `=`": what the grammar wanted, in people's words.
#pragma once

#include <string>

#include "compiler/syntax/parse/mistake.h"
#include "compiler/syntax/parse/problems.h"

namespace infra::syntax {

/// What could have stood at the mistake: "a value", "`,` or `]`".
std::string expected_words(const Mistake& mistake);
/// What stood there: "`=`", "the name `x`", "the end of the file".
std::string found_words(const Mistake& mistake);
/// The place to point at: what was found, or, when that is on a later line, right behind what comes before.
Span mistake_place(const Mistake& mistake, const Problems& problems);

/// Reports the mistake with E0101.
diag::Builder report_unexpected(const Mistake& mistake, Problems& problems);

}  // namespace infra::syntax
