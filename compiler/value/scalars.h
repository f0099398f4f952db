// Domain types written as text: one normal form each, so that equal things are equal text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/types/type.h"

namespace infra::value {

/// `text` as an Ip, Cidr, Url, Path, Digest, Version, Date or Regex in normal form; E0320 says what is wrong.
Result<std::string> parse_scalar(types::TypeKind type, std::string_view text);

/// How many days `until` lies after `from`; nothing where one of them is no date.
std::optional<int64_t> days_between(std::string_view from, std::string_view until);

/// Whether text is in Unicode's normal form C, as keys must be: what looks the same is the same.
bool is_nfc(std::string_view text);

/// `20GiB`, `1536MiB`: the largest unit that divides.
std::string print_size(int64_t bytes);
/// `5m`, `90s`, `1500ms`.
std::string print_duration(int64_t milliseconds);
/// `1.0`, `2.5`: as it is written, with a point or an exponent.
std::string print_float_literal(double value);

}  // namespace infra::value
