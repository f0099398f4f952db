// The one sanitizer: all text from providers, resources and files passes it before it reaches a terminal or a CI
// log, so that no escape sequence, control or bidirectional character in it is ever obeyed.
#pragma once

#include <string>
#include <string_view>

namespace infra {

/// Control characters other than newline and tab become `\x1b`-style escapes, bidirectional controls `\u{202e}`,
/// bytes that are not UTF-8 `\xff`. The result is valid UTF-8.
std::string sanitize(std::string_view text);

/// The same on one line: newlines and tabs are escaped too.
std::string sanitize_line(std::string_view text);

}  // namespace infra
