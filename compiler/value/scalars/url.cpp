#include "compiler/value/scalars/url.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "compiler/base/network.h"
#include "compiler/value/scalars/parsers.h"

namespace infra::value {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

/// RFC 3986, 2.3 and 2.2: unreserved, and the delimiters that may stand in a path, a query or userinfo.
bool is_plain(char c) {
  return is_alpha(c) || is_digit(c) || std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

/// Copies text in which `%` begins an escape of two digits, written in upper case (RFC 3986, 6.2.2.1).
std::optional<std::string> escaped_text(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return std::nullopt;
      out += {'%', upper(text[i + 1]), upper(text[i + 2])};
      i += 2;
    } else if (is_plain(text[i])) {
      out.push_back(text[i]);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

constexpr std::string_view kBadCharacter = "a character in it must be written as `%` and two digits";

std::optional<std::string> split_authority(std::string_view authority, UrlParts& parts) {
  if (size_t at = authority.rfind('@'); at != authority.npos) {
    std::optional<std::string> user = escaped_text(authority.substr(0, at));
    if (!user) return std::string(kBadCharacter);
    parts.userinfo = *user + "@";
    authority.remove_prefix(at + 1);
  }
  std::string_view host = authority, port;
  bool has_port = false;
  if (authority.starts_with('[')) {
    size_t close = authority.find(']');
    if (close == authority.npos) return "the `[` of its host has no `]`";
    std::optional<IpAddress> address = parse_ip(authority.substr(1, close - 1));
    if (!address || address->bits != 128) return "between `[` and `]` stands an IPv6 address";
    parts.host = "[" + print_ip(*address) + "]";
    host = {};
    port = authority.substr(close + 1);
    if (!port.empty() && port[0] != ':') return "after its host stands `:` and a port";
    has_port = !port.empty();
    if (has_port) port.remove_prefix(1);
  } else {
    size_t colon = authority.find(':');
    host = authority.substr(0, colon);
    has_port = colon != authority.npos;
    if (has_port) port = authority.substr(colon + 1);
    bool clean = std::all_of(host.begin(), host.end(),
                             [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; });
    if (!clean) return "its host has a character that no name has";
    parts.host = lowered(host);
  }
  if (has_port) {
    int64_t number = 0;
    auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65535) {
      return "its port is 1 to 65535";
    }
    parts.port = number;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> split_url(std::string_view text, UrlParts& parts) {
  size_t mark = text.find("://");
  if (mark == text.npos || mark == 0) return "an absolute URL begins with a scheme, as `https://` does";
  std::string_view scheme = text.substr(0, mark);
  bool good_scheme = is_alpha(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), [](char c) {
                       return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
                     });
  if (!good_scheme) return "its scheme is not a word of letters, digits, `+`, `-` and `.`";
  parts.scheme = lowered(scheme);

  std::string_view after = text.substr(mark + 3);
  size_t end = after.find_first_of("/?#");
  if (auto wrong = split_authority(after.substr(0, end), parts)) return wrong;
  if (parts.host.empty() && parts.scheme != "file") return "it has no host";
  if (end == after.npos) return std::nullopt;
  after.remove_prefix(end);

  size_t fragment = std::min(after.find('#'), after.size());
  size_t query = std::min(after.substr(0, fragment).find('?'), fragment);
  std::optional<std::string> path = escaped_text(after.substr(0, query));
  std::optional<std::string> rest = escaped_text(after.substr(query, fragment - query));
  if (!path || !rest) return std::string(kBadCharacter);
  parts.path = *path;
  parts.rest = *rest;
  if (fragment == after.size()) return std::nullopt;
  std::optional<std::string> tail = escaped_text(after.substr(fragment + 1));
  if (!tail) return std::string(kBadCharacter);
  parts.rest += "#" + *tail;
  return std::nullopt;
}

std::optional<int64_t> default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "postgres" || scheme == "postgresql") return 5432;
  if (scheme == "ssh") return 22;
  return std::nullopt;
}

Result<std::string> parse_url_text(std::string_view text) {
  UrlParts parts;
  if (auto wrong = split_url(text, parts)) return fail(unparsable(types::TypeKind::Url, text, *wrong));
  std::string port = parts.port ? fmt::format(":{}", *parts.port) : "";
  return fmt::format("{}://{}{}{}{}{}", parts.scheme, parts.userinfo, parts.host, port, parts.path, parts.rest);
}

}  // namespace infra::value
