// Bytes written as text and back: base64, hexadecimal, percent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// RFC 4648, sections 4 and 5; base64url is written without padding.
enum class Base64 { Standard, Url };
std::string to_base64(std::string_view bytes, Base64 alphabet);
/// Strict: one text for one value. base64url is read with or without its padding.
std::optional<std::string> from_base64(std::string_view text, Base64 alphabet);

std::optional<std::string> from_hex(std::string_view text);

/// RFC 3986: all but letters, digits, `-`, `.`, `_` and `~` as `%` and two digits.
std::string to_percent(std::string_view text);
std::optional<std::string> from_percent(std::string_view text);

/// What `self` decodes to, as text; E0327 when it is not `form`, or its bytes are not UTF-8.
Result<ValueId> decoded_text(std::string_view builtin, ValueStore& values, ValueId self,
                             const std::optional<std::string>& bytes, std::string_view form);

}  // namespace infra::value::builtin
