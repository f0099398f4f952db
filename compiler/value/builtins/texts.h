// Cutting and laying out text, for the builtins of String.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// Spaces, tabs and line breaks.
inline constexpr std::string_view kBlank = " \t\r\n";

/// The lines without their ends (`\n` or `\r\n`); a final line end begins no line.
std::vector<std::string_view> lines_of(std::string_view text);

/// Where a name is cut into words: at everything that is no letter or digit, before a capital after a small letter or
/// a digit, and before the last capital of several when a small letter follows (`HTTPServer` is HTTP and Server).
std::vector<std::string_view> words_of(std::string_view text);

/// Lower and upper case of a text, and of its first letter only.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
std::string capitalized(std::string_view text);

/// The words of `text` in lower case with `separator` between them.
std::string joined_words(std::string_view text, std::string_view separator);
/// The words with capitals and nothing between them; the first one without its capital unless `first`.
std::string camel_words(std::string_view text, bool first);

/// `text` without the code points of `characters` at its ends.
std::string_view strip_start(std::string_view text, std::string_view characters);
std::string_view strip_end(std::string_view text, std::string_view characters);

/// `fill` as often as `text` lacks code points to `width` (arguments 0, 1 and perhaps 2 of a builtin).
Result<std::string> padding(std::string_view builtin, const ValueStore& values, std::span<const ValueId> arguments);

/// `text` with `escape` in place of each character that it has an answer for (one that is not empty).
Result<ValueId> escaped(ValueStore& values, std::string_view text, std::string_view (*escape)(char));

}  // namespace infra::value::builtin
