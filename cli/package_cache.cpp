#include "cli/package_cache.h"

#include <filesystem>
#include <vector>

#include "cli/package_store.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/package/cache_layout.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

/// What is on its way out; whoever tidies next finishes what was cut short.
constexpr std::string_view kLeaving = ".leaving-";

uint64_t bytes_of(const std::string& folder) {
  uint64_t bytes = 0;
  std::error_code problem;
  for (auto at = fs::recursive_directory_iterator(folder, problem); !problem && at != fs::end(at);
       at.increment(problem)) {
    std::error_code unknown;
    if (at->symlink_status(unknown).type() != fs::file_type::regular) continue;
    const uint64_t size = at->file_size(unknown);
    if (!unknown) bytes += size;
  }
  return bytes;
}

class Tidying {
 public:
  Tidying(std::string folder, std::chrono::hours unused_for)
      : folder_(std::move(folder)), before_(fs::file_time_type::clock::now() - unused_for) {}

  std::vector<std::string> names() {
    auto listed = disk_.list(folder_);
    if (!listed) return {};
    std::vector<std::string> names;
    for (std::string& name : *listed) {
      if (name.starts_with(kLeaving)) {
        (void)disk_.remove_tree(folder_ + "/" + name);
      } else {
        names.push_back(std::move(name));
      }
    }
    return names;
  }

  /// `used` says by its time when it was used last.
  bool is_unused(const std::string& used) const {
    std::error_code problem;
    const auto time = fs::last_write_time(folder_ + "/" + used, problem);
    return !problem && time <= before_;
  }

  Result<uint64_t> remove(const std::string& name) {
    const std::string place = folder_ + "/" + name, leaving = folder_ + "/" + std::string(kLeaving) + name;
    INFRA_TRY(disk_.remove_tree(leaving));
    const uint64_t bytes = bytes_of(place);
    std::error_code problem;
    fs::rename(place, leaving, problem);
    if (problem) return fail(diag::error(diag::CannotWrite, place, problem.message()));
    INFRA_TRY(disk_.remove_tree(leaving));
    return bytes;
  }

 private:
  runtime::Disk& disk_ = runtime::real_system().disk;
  std::string folder_;
  fs::file_time_type before_;
};

}  // namespace

void mark_used(const package::Lock& lock) {
  auto cache = cache_place();
  if (!cache) return;
  for (const auto* packages : {&lock.packages, &lock.outvoted}) {
    for (const package::LockedPackage& one : *packages) {
      if (!one.pin) continue;
      std::error_code problem;
      fs::last_write_time(package::cached_tree(*cache, one.pin->digest), fs::file_time_type::clock::now(), problem);
    }
  }
}

Result<Tidied> tidy_cache(const std::string& cache, std::chrono::hours unused_for, const std::set<Digest>& kept) {
  Tidied tidied;
  Tidying trees(cache + "/trees", unused_for);
  for (const std::string& name : trees.names()) {
    auto digest = Digest::parse("sha256:" + name);
    if (!digest) continue;  // nothing that is kept here is called so
    if (kept.count(*digest) || !trees.is_unused(name)) {
      ++tidied.kept;
      continue;
    }
    INFRA_ASSIGN(const uint64_t bytes, trees.remove(name));
    tidied.bytes += bytes;
    ++tidied.trees;
  }
  Tidying repositories(cache + "/git", unused_for);
  for (const std::string& name : repositories.names()) {
    const std::string lock_file = name + ".lock";
    if (!Digest::parse("sha256:" + name) || !repositories.is_unused(lock_file)) continue;
    auto lock = runtime::real_system().disk.try_lock(cache + "/git/" + lock_file, "");
    if (!lock || !*lock) continue;  // somebody fetches
    INFRA_ASSIGN(const uint64_t bytes, repositories.remove(name));
    tidied.bytes += bytes;
    ++tidied.repositories;
  }
  return tidied;
}

}  // namespace infra::cli
