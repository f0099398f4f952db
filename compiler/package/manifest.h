// `infra.toml`: what makes a folder a package.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/package/source.h"
#include "compiler/package/toml.h"

namespace infra::package {

inline constexpr std::string_view kManifestFile = "infra.toml";

/// Semantic version (semver.org 2.0.0): precedence and compatibility need the three numbers and the pre-release.
struct Version {
  uint64_t major = 0, minor = 0, patch = 0;
  std::string pre = {};

  static std::optional<Version> parse(std::string_view text);
  std::string text() const;
  /// Whether a program written for `*this` may be given `newer`: the same major number, or of 0.y.z the same y.
  bool is_compatible_with(const Version& other) const;
  friend bool operator==(const Version&, const Version&) = default;
};
bool precedes(const Version& a, const Version& b);

struct Dependency {
  std::string name;
  Source source;
  Span place;  ///< Of the name.
};

struct Manifest {
  std::string name;
  Version version;
  std::vector<Dependency> dependencies;  ///< Sorted by name.
};

/// A word that an import can say and that is not taken: small letters, digits and `_`, at most 64.
bool is_package_name(std::string_view name);

/// Everything wrong goes to `sink` (E1001 to E1005): nothing then.
std::optional<Manifest> read_manifest(FileId file, const SourceMap& sources, diag::Sink& sink);

}  // namespace infra::package
