// A folder in the cache where something is made ready, gone when it did not become what it should.
#pragma once

#include <string>

#include "compiler/base/result.h"
#include "compiler/package/lock.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/system.h"
#include "runtime/unpack/lay_down.h"

namespace infra::runtime {

class CachePlace {
 public:
  /// A new folder `tmp/…` of the cache. What killed processes left there is removed first.
  static Result<CachePlace> open(System& system, const std::string& cache);
  CachePlace(CachePlace&&) = default;
  ~CachePlace();

  const std::string& path() const { return path_; }
  /// A folder to lay a tree down in.
  Result<std::string> files();

  /// Takes `root` (below files(); empty: all of it) into the cache under its digest. Whole or not at all: one rename,
  /// and a tree that is there and intact is left alone.
  Result<Digest> publish(const std::string& root);

 private:
  CachePlace(System& system, std::string cache) : system_(&system), cache_(std::move(cache)) {}

  System* system_;
  std::string cache_, path_;
  FileDescriptor lock_;
};

/// The limits of packages.
UnpackRules package_rules();

}  // namespace infra::runtime
