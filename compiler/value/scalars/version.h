// Semantic Versioning 2.0.0.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace infra::value {

struct Version {
  std::array<int64_t, 3> numbers{};  ///< Major, minor, patch.
  std::string_view prerelease;       ///< After `-`; points into the parsed text.
  std::string_view build;            ///< After `+`; not part of the order.
};

std::optional<Version> parse_version(std::string_view text);
/// Precedence (section 11 of the specification).
bool precedes(const Version& a, const Version& b);

}  // namespace infra::value
