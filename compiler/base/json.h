// JSON at the edges: the library's type, and the one canonical form that digests are taken of.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace infra {

using Json = nlohmann::json;

/// The canonical bytes of RFC 8785: members sorted by UTF-16 code units, shortest number form, minimal escapes.
/// Integers outside ±(2^53−1) are the writer's business: by then they must be strings.
std::string canonical_json(const Json& value);

/// Appends `text` as a JSON string literal by the rules of RFC 8785.
void append_json_string(std::string& out, std::string_view text);

/// Appends a finite double in the shortest form that reads back, laid out as ECMAScript does.
void append_json_number(std::string& out, double value);

/// The order of members in canonical JSON: by UTF-16 code units.
bool json_key_less(std::string_view a, std::string_view b);

/// Parses strictly: no comments, no duplicate members, nesting of at most `max_depth`. The message of the error
/// names the place in bytes; the caller knows which file it was.
Result<Json> parse_json(std::string_view text, int max_depth = 128);

}  // namespace infra
