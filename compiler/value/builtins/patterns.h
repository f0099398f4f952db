// Regular expressions for the builtins of String.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <re2/re2.h>

#include "compiler/base/result.h"
#include "compiler/value/value.h"

namespace infra::value::builtin {

/// E0320 when `pattern` is not a regular expression.
Result<std::unique_ptr<re2::RE2>> compile(std::string_view pattern);

/// `text` with each match replaced; matches do not overlap, and an empty one is replaced as well. E0327 when `with`
/// names a group that the pattern does not have; E0390 when the result would be too large.
Result<std::string> replace_all(const ValueStore& values, std::string_view text, std::string_view pattern,
                                std::string_view with);

}  // namespace infra::value::builtin
