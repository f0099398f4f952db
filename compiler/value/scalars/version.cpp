#include "compiler/value/scalars/version.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "compiler/value/scalars/parsers.h"

namespace infra::value {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Cuts the text before the next dot off `rest`.
std::string_view next_part(std::string_view& rest) {
  size_t dot = rest.find('.');
  std::string_view part = rest.substr(0, dot);
  rest = dot == rest.npos ? std::string_view() : rest.substr(dot + 1);
  return part;
}

bool are_identifiers(std::string_view text, bool numbers_without_zeros) {
  if (text.empty() || text.back() == '.') return false;
  while (!text.empty()) {
    std::string_view part = next_part(text);
    bool clean = std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
    if (part.empty() || !clean) return false;
    if (numbers_without_zeros && part.size() > 1 && part[0] == '0' && all_digits(part)) return false;
  }
  return true;
}

/// Numbers below words, numbers by value, words by ASCII.
int compare_identifiers(std::string_view a, std::string_view b) {
  bool x = all_digits(a), y = all_digits(b);
  if (x != y) return x ? -1 : 1;
  if (x && a.size() != b.size()) return a.size() < b.size() ? -1 : 1;  // no leading zeros
  return a.compare(b);
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) {
  Version version;
  if (size_t plus = text.find('+'); plus != text.npos) {
    version.build = text.substr(plus + 1);
    if (!are_identifiers(version.build, false)) return std::nullopt;
    text = text.substr(0, plus);
  }
  if (size_t dash = text.find('-'); dash != text.npos) {
    version.prerelease = text.substr(dash + 1);
    if (!are_identifiers(version.prerelease, true)) return std::nullopt;
    text = text.substr(0, dash);
  }
  if (std::count(text.begin(), text.end(), '.') != 2) return std::nullopt;
  for (int64_t& number : version.numbers) {
    std::string_view part = next_part(text);
    if (!all_digits(part) || (part.size() > 1 && part[0] == '0')) return std::nullopt;
    if (std::from_chars(part.data(), part.data() + part.size(), number).ec != std::errc()) return std::nullopt;
  }
  return version;
}

bool precedes(const Version& a, const Version& b) {
  if (a.numbers != b.numbers) return a.numbers < b.numbers;
  if (a.prerelease.empty() || b.prerelease.empty()) return !a.prerelease.empty() && b.prerelease.empty();
  std::string_view x = a.prerelease, y = b.prerelease;
  while (!x.empty() && !y.empty()) {
    if (int order = compare_identifiers(next_part(x), next_part(y)); order != 0) return order < 0;
  }
  return x.empty() && !y.empty();
}

Result<std::string> parse_version_text(std::string_view text) {
  if (parse_version(text)) return std::string(text);
  std::string help;
  if (text.starts_with('v') && parse_version(text.substr(1))) help = fmt::format("write `{}`", text.substr(1));
  return fail(unparsable(types::TypeKind::Version, text, "a version is `1.2.3`, `1.2.3-rc.1` or `1.2.3+build`",
                         std::move(help)));
}

}  // namespace infra::value
