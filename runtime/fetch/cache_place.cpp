#include "runtime/fetch/cache_place.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/package/cache_layout.h"
#include "compiler/source/disk_file_system.h"
#include "compiler/source/tree.h"

namespace infra::runtime {
namespace {

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail(diag::error(diag::CannotWrite, path, strerror(errno)));
}

/// A folder whose lock can be taken has no process any more.
void remove_abandoned(Disk& disk, const std::string& folder) {
  auto names = disk.list(folder);
  if (!names) return;
  for (const std::string& name : *names) {
    std::string path = folder + "/" + name;
    FileDescriptor lock(open((path + "/lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (lock && flock(lock.get(), LOCK_EX | LOCK_NB) == 0) (void)disk.remove_tree(path);
  }
}

/// Whether the cache holds this tree as it should.
bool is_intact(const std::string& place, const Digest& digest) {
  auto files = open_disk(place + "/" + package::kFilesFolder);
  auto list = open_disk(place);
  if (!files || !list) return false;
  auto entries = (*list)->read(package::kEntriesFile, package::kMaxEntriesBytes);
  if (!entries || sha256(*entries) != digest) return false;
  auto tree = read_tree(**files, "");
  return tree && digest_of(*tree) == digest;
}

}  // namespace

UnpackRules package_rules() {
  return {.bytes = 256u << 20, .entries = 20'000, .depth = 32, .path_bytes = 1024, .ratio = 100, .portable = true};
}

Result<CachePlace> CachePlace::open(System& system, const std::string& cache) {
  CachePlace made(system, cache);
  Disk& disk = system.disk;
  std::string folder = cache + "/tmp";
  INFRA_TRY(disk.make_folders(folder, 0755));
  remove_abandoned(disk, folder);
  std::string path = folder + "/XXXXXX";
  if (mkdtemp(path.data()) == nullptr) return cannot_write(path);
  made.path_ = path;
  made.lock_ = FileDescriptor(::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!made.lock_ || flock(made.lock_.get(), LOCK_EX) != 0) return cannot_write(path);
  return made;
}

CachePlace::~CachePlace() {
  if (lock_) (void)system_->disk.remove_tree(path_);
}

Result<std::string> CachePlace::files() {
  std::string folder = path_ + "/tree/" + package::kFilesFolder;
  INFRA_TRY(system_->disk.remove_tree(path_ + "/tree"));
  INFRA_TRY(system_->disk.make_folders(folder, 0755));
  return folder;
}

Result<Digest> CachePlace::publish(const std::string& root) {
  std::string made = path_ + "/tree", files = made + "/" + package::kFilesFolder;
  if (!root.empty()) {  // what lies in the archive's only folder
    std::string outer = path_ + "/outer";
    if (rename(files.c_str(), outer.c_str()) != 0 || rename((outer + "/" + root).c_str(), files.c_str()) != 0)
      return cannot_write(files);
  }
  INFRA_ASSIGN(auto reader, open_disk(files));
  INFRA_ASSIGN(ContentTree tree, read_tree(*reader, ""));
  Digest digest = digest_of(tree);
  INFRA_TRY(system_->disk.write_atomic(made + "/" + package::kEntriesFile, canonical_bytes(tree), {.mode = 0644}));

  std::string place = package::cached_tree(cache_, digest);
  system_->failpoints.hit("package.before_rename");
  INFRA_TRY(system_->disk.make_folders(cache_ + "/trees", 0755));
  if (rename(made.c_str(), place.c_str()) == 0) return digest;
  if (errno != EEXIST && errno != ENOTEMPTY) return cannot_write(place);
  if (is_intact(place, digest)) {
    (void)utimensat(AT_FDCWD, place.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);  // in use from now on
    return digest;
  }
  // Damaged: the two change places at once, and the damaged one goes with this folder.
  if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) != 0) return cannot_write(place);
  return digest;
}

}  // namespace infra::runtime
