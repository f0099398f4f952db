// The parts of a Url (RFC 3986), for its parser and its builtins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace infra::value {

struct UrlParts {
  std::string scheme;    ///< Lower case.
  std::string userinfo;  ///< With its `@`, or empty.
  std::string host;      ///< Lower case; an IPv6 address stands in brackets. Empty only in `file:///…`.
  std::optional<int64_t> port;
  std::string path;  ///< Empty, or with its leading `/`.
  std::string rest;  ///< `?query` and `#fragment` with their signs.
};

/// What is wrong with `text` in a few words, or its parts in `parts`.
std::optional<std::string> split_url(std::string_view text, UrlParts& parts);

/// The port of a scheme when none is written: 80 of `http`.
std::optional<int64_t> default_port(std::string_view scheme);

}  // namespace infra::value
