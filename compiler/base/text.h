// Small helpers on text that more than one library needs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace infra {

/// The offset of the first byte that is not valid UTF-8 (RFC 3629), or nothing.
std::optional<size_t> first_invalid_utf8(std::string_view text);

/// How many code points `text` (valid UTF-8) has.
size_t count_code_points(std::string_view text);

/// True for U+202A–U+202E, U+2066–U+2069, U+200E, U+200F, U+061C: characters that change what a reader sees.
bool is_bidi_control(uint32_t code_point);

/// Decodes the code point at `offset` of valid UTF-8 and moves `offset` past it.
uint32_t decode_utf8(std::string_view text, size_t& offset);
void append_utf8(std::string& out, uint32_t code_point);

/// The candidate nearest to `word` by Damerau-Levenshtein distance, when it is near enough to suggest.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);

/// `a`, `b` and `c`: for messages; at most `limit` names, then "and 4 more".
std::string list_names(std::span<const std::string_view> names, size_t limit = 6);

/// "1 resource", "2 resources".
std::string count_noun(size_t count, std::string_view noun);

}  // namespace infra
