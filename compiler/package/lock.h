// `infra.lock`: which content each dependency stands for, so that everybody compiles the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/package/manifest.h"
#include "compiler/package/source.h"

namespace infra::package {

inline constexpr std::string_view kLockFile = "infra.lock";
inline constexpr int64_t kLockFormat = 1;

/// What a source was fetched as.
struct Pin {
  std::string commit = {};  ///< Of git.
  Digest digest;            ///< Of the tree.
  friend bool operator==(const Pin&, const Pin&) = default;
};

/// Name and source of each dependency, as the manifest of the one who asks has it; paths relative to the root package.
using Asks = std::map<std::string, Source>;

struct LockedPackage {
  std::string name;
  Version version;
  Source source;
  std::optional<Pin> pin;  ///< Of what is fetched; what lies at a path is read as it is.
  Asks asks;
  friend bool operator==(const LockedPackage&, const LockedPackage&) = default;
};

struct Lock {
  Asks asks;                            ///< Of the root.
  std::vector<LockedPackage> packages;  ///< Sorted by name.
  /// What was looked at and is not used: a later version stands in for it, or only such a one asks for it.
  std::vector<LockedPackage> outvoted;

  const LockedPackage* find(std::string_view name) const;
  /// What `source` was locked to, whether it is used or outvoted.
  const Pin* pin_of(const Source& source) const;
  friend bool operator==(const Lock&, const Lock&) = default;
};

/// The asks of a manifest that lies at `place`, relative to the root package.
Asks asks_of(const Manifest& manifest, std::string_view place);

std::string to_text(const Lock& lock);
/// E1011, E1013 go to `sink`: nothing then.
std::optional<Lock> read_lock(FileId file, const SourceMap& sources, diag::Sink& sink);

}  // namespace infra::package
