// Where the cache of packages keeps a tree: a folder named by the digest of its content, with the list of its entries
// and the files. It comes into its place whole, by one rename.
#pragma once

#include <string>

#include "compiler/base/digest.h"

namespace infra::package {

inline std::string cached_tree(const std::string& cache, const Digest& digest) {
  return cache + "/trees/" + digest.hex();
}
inline constexpr const char* kEntriesFile = "entries";
inline constexpr const char* kFilesFolder = "files";
inline constexpr uint64_t kMaxEntriesBytes = 64u << 20;

}  // namespace infra::package
