// The cache of packages, as those who use it and those who tidy it see it.
#pragma once

#include <chrono>
#include <set>
#include <string>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/package/lock.h"

namespace infra::cli {

/// Says of the trees that a lock names that they are in use: when a tree was used last is the time of its folder. What
/// cannot be said is left; a cache that nobody may write is one all the same.
void mark_used(const package::Lock& lock);

struct Tidied {
  size_t trees = 0, repositories = 0;  ///< Removed.
  uint64_t bytes = 0;                  ///< That they had.
  size_t kept = 0;                     ///< Trees that are left.
};
/// Removes the trees and the copies of repositories in the folder `cache` that were not used for `unused_for`, but for the
/// trees `kept`. What is being fetched is left alone, and each goes as a whole.
Result<Tidied> tidy_cache(const std::string& cache, std::chrono::hours unused_for, const std::set<Digest>& kept);

}  // namespace infra::cli
