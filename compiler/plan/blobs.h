// A directory of bytes by digest: `sha256/ab/cdef…`. Beside a plan, and inside a state.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"

namespace infra::plan {

class BlobStore {
 public:
  explicit BlobStore(std::string directory) : directory_(std::move(directory)) {}
  const std::string& directory() const { return directory_; }

  std::string path(const Digest& digest) const;
  bool contains(const Digest& digest) const;
  /// Copies a file in, hashing while copying in one read; E0520 when its digest is not `expected`. Durable when it
  /// returns (file and folder synced), and a crash leaves only a temporary name.
  Result<void> add_file(const std::string& from, const Digest& expected) const;
  Result<Digest> add(std::string_view bytes) const;
  /// E0521 missing, E0520 damaged; in one read, and nothing is kept.
  Result<void> check(const Digest& digest) const;
  /// E0521 missing, E0520 damaged.
  Result<std::string> read(const Digest& digest) const;

 private:
  Result<void> read_into(const Digest& digest, const std::function<void(std::string_view)>& take) const;

  std::string directory_;
};

}  // namespace infra::plan
