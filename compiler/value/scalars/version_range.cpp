#include "compiler/value/scalars/version_range.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace infra::value {
namespace {

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

/// A version of which the last numbers may be left out.
struct Partial {
  std::array<int64_t, 3> numbers{};
  size_t given = 0;
  std::string_view prerelease;
};

std::optional<Partial> parse_partial(std::string_view text) {
  Partial partial;
  if (auto version = parse_version(text)) {
    partial.numbers = version->numbers;
    partial.given = 3;
    partial.prerelease = version->prerelease;
    return partial;
  }
  bool open = false;
  for (size_t i = 0; i <= 3; ++i) {
    size_t dot = text.find('.');
    std::string_view part = text.substr(0, dot);
    if (i == 3) return std::nullopt;
    if (part == "x" || part == "X" || part == "*") {
      open = true;
    } else {
      bool plain = !open && !part.empty() && (part == "0" || part[0] != '0');
      auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), partial.numbers[i]);
      if (!plain || error != std::errc() || end != part.data() + part.size() || partial.numbers[i] < 0) {
        return std::nullopt;
      }
      partial.given = i + 1;
    }
    if (dot == text.npos) return partial;
    text.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

Version lowest(const Partial& partial) {
  Version version;
  version.numbers = partial.numbers;
  version.prerelease = partial.prerelease;
  return version;
}

/// The first version above all that begin with the first `kept` numbers; nothing when there is none.
std::optional<Version> above(const Partial& partial, size_t kept) {
  if (kept == 0) return std::nullopt;
  Version version;
  for (size_t i = 0; i < kept; ++i) version.numbers[i] = partial.numbers[i];
  if (version.numbers[kept - 1] == kMax) return std::nullopt;
  ++version.numbers[kept - 1];
  return version;
}

/// From `low` to before `high`.
bool between(const Version& version, const Version& low, const std::optional<Version>& high) {
  return !precedes(version, low) && (!high || precedes(version, *high));
}

bool same(const Version& a, const Version& b) { return !precedes(a, b) && !precedes(b, a); }

/// How many numbers `^` keeps: up to the first that is not zero.
size_t kept_by_caret(const Partial& partial) {
  for (size_t i = 0; i < partial.given; ++i) {
    if (partial.numbers[i] != 0) return i + 1;
  }
  return partial.given;
}

bool holds(const Version& version, std::string_view sign, const Partial& partial) {
  Version low = lowest(partial);
  std::optional<Version> next = partial.given == 3 ? std::nullopt : above(partial, partial.given);
  bool everything = partial.given == 0;
  if (sign == ">=") return !precedes(version, low);
  if (sign == "<") return precedes(version, low);
  if (sign == ">") return partial.given == 3 ? precedes(low, version) : next && !precedes(version, *next);
  if (sign == "<=")
    return partial.given == 3 ? !precedes(low, version) : everything || !next || precedes(version, *next);
  if (sign == "~") return between(version, low, above(partial, std::min<size_t>(partial.given, 2)));
  if (sign == "~>") return between(version, low, above(partial, partial.given > 1 ? partial.given - 1 : partial.given));
  if (sign == "^") return between(version, low, above(partial, kept_by_caret(partial)));
  bool equal = partial.given == 3 ? same(version, low) : between(version, low, next);
  return sign == "!=" ? !equal : equal;
}

constexpr std::string_view kBetween = " ,\t";

/// One alternative, whose conditions all hold.
std::optional<bool> all_hold(const Version& version, std::string_view conditions, std::string& wrong) {
  bool result = true, any = false, names_prerelease = version.prerelease.empty();
  while (true) {
    conditions.remove_prefix(std::min(conditions.find_first_not_of(kBetween), conditions.size()));
    if (conditions.empty()) break;
    std::string_view sign = conditions.substr(0, conditions.find_first_not_of("<>=!~^"));
    conditions.remove_prefix(sign.size());
    conditions.remove_prefix(std::min(conditions.find_first_not_of(' '), conditions.size()));
    std::string_view text = conditions.substr(0, conditions.find_first_of(kBetween));
    conditions.remove_prefix(text.size());
    bool known = false;
    for (std::string_view s : {"", "=", "!=", ">", ">=", "<", "<=", "~", "~>", "^"}) known |= sign == s;
    std::optional<Partial> partial = parse_partial(text);
    if (!known || !partial) {
      wrong = fmt::format("`{}{}` is no condition on versions, as `>=1.2`, `^1.2.3` and `1.x` are", sign, text);
      return std::nullopt;
    }
    any = true;
    names_prerelease |= !partial->prerelease.empty() && partial->numbers == version.numbers;
    result &= holds(version, sign, *partial);
  }
  if (!any) wrong = "an alternative of it is empty";
  return any ? std::optional(result && names_prerelease) : std::nullopt;
}

}  // namespace

std::optional<bool> satisfies(const Version& version, std::string_view range, std::string& wrong) {
  bool result = false;
  while (true) {
    size_t bar = range.find("||");
    std::optional<bool> one = all_hold(version, range.substr(0, bar), wrong);
    if (!one) return std::nullopt;
    result |= *one;
    if (bar == range.npos) return result;
    range.remove_prefix(bar + 2);
  }
}

}  // namespace infra::value
