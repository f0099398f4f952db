// Regular expressions for the builtins of String.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "compiler/base/result.h"
#include "compiler/value/value.h"

namespace infra::value::builtin {

// Each spends what it may take (E0390): a search may read the whole rest of the text, and there may be as many as the
// text has letters.

/// E0320 when `pattern` is not a regular expression.
Result<std::unique_ptr<re2::RE2>> compile(ValueStore& values, std::string_view pattern);

/// Whether the pattern matches somewhere in the text.
Result<bool> matches(ValueStore& values, std::string_view text, const re2::RE2& pattern);

/// What the first match and its groups are, in order; a group that took no part is empty text. Nothing without a match.
Result<std::vector<std::string_view>> first_match(ValueStore& values, std::string_view text, const re2::RE2& pattern);

/// All matches, which do not overlap.
Result<void> for_each_match(ValueStore& values, std::string_view text, const re2::RE2& pattern,
                            const std::function<void(std::string_view)>& match);

/// `text` with each match replaced; matches do not overlap, and an empty one is replaced as well. E0327 when `with`
/// names a group that the pattern does not have; E0390 when the result would be too large.
Result<std::string> replace_all(ValueStore& values, std::string_view text, std::string_view pattern,
                                std::string_view with);

}  // namespace infra::value::builtin
