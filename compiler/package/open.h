// From `infra.toml` and `infra.lock` to the files that the compiler reads: offline, nothing is written.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/package/store.h"
#include "compiler/source/package_files.h"

namespace infra::package {

/// A package that a program was compiled with.
struct UsedPackage {
  std::string name, version;
  std::string source;            ///< As in the lock, without the password that may stand in it.
  std::optional<Digest> digest;  ///< Of the tree; what lies at a path is part of the sources and has none here.
};

struct OpenPackages {
  std::vector<PackageFiles> packages;  ///< The root's first.
  std::vector<UsedPackage> used;
  std::vector<std::unique_ptr<FileSystem>> owned;
};

/// Reads `infra.toml` in `root`, when there is one, and opens what the lock says. `store` may be null for a package
/// without dependencies. Nothing after an error, which is in `sink`.
std::optional<OpenPackages> open_packages(FileSystem& root, PackageStore* store, SourceMap& sources, diag::Sink& sink);

/// `infra.toml` of a folder: E1006 at `place` when there is none. `shown` is its name in messages.
std::optional<Manifest> load_manifest(FileSystem& files, const std::string& shown, SourceMap& sources, diag::Sink& sink,
                                      Span place);
/// `infra.lock` of the root; an empty one, and `is_there` false, when there is none.
struct LoadedLock {
  bool is_there = false;
  Lock lock;
};
std::optional<LoadedLock> load_lock(FileSystem& root, SourceMap& sources, diag::Sink& sink);

}  // namespace infra::package
