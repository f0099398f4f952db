// One parser for each domain type. Private to the library. Each gives the normal form, or what is wrong in a few words
// with the way out when there is one.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/types/type.h"

namespace infra::value {

/// E0320: `text` is not a `type`, because of `reason`.
Error unparsable(types::TypeKind type, std::string_view text, std::string_view reason, std::string help = "");

Result<std::string> parse_ip_text(std::string_view text);
Result<std::string> parse_cidr_text(std::string_view text);
Result<std::string> parse_url_text(std::string_view text);
Result<std::string> parse_path_text(std::string_view text);
Result<std::string> parse_digest_text(std::string_view text);
Result<std::string> parse_version_text(std::string_view text);
Result<std::string> parse_date_text(std::string_view text);
Result<std::string> parse_regex_text(std::string_view text);

}  // namespace infra::value
