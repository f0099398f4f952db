// What resolving and opening need of the world: folders by path, `vendor/`, the cache, and somebody who fetches.
#pragma once

#include <memory>
#include <string>

#include "compiler/base/result.h"
#include "compiler/package/lock.h"
#include "compiler/source/file_system.h"

namespace infra::package {

class PackageStore {
 public:
  virtual ~PackageStore() = default;
  /// The folder at `path`, relative to the root package (it may begin with `..`) or absolute. E0051.
  virtual Result<std::unique_ptr<FileSystem>> at_path(const std::string& path) = 0;
  /// `vendor/NAME` of the root package; null when there is none.
  virtual std::unique_ptr<FileSystem> vendored(const std::string& name) = 0;

  struct Cached {
    std::string entries;                ///< The canonical bytes of its tree, as they were kept.
    std::unique_ptr<FileSystem> files;  ///< Null when the cache does not have it.
  };
  virtual Cached cached(const Digest& digest) = 0;
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Brings what `source` stands for now into the cache; of git exactly `commit` when it is not empty.
  virtual Result<Pin> fetch(const Source& source, const std::string& commit) = 0;
};

}  // namespace infra::package
