#include "runtime/providers/file/placed_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/disk_error.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {
namespace {

constexpr const char* kStampAttribute = "user.infra.stamp";

std::optional<Stamp> read_stamp(int file) {
  char text[4096];
  ssize_t size = fgetxattr(file, kStampAttribute, text, sizeof text);
  if (size <= 0) return std::nullopt;
  auto json = parse_json({text, static_cast<size_t>(size)});
  auto stamp = json ? stamp_from_json(*json) : Result<Stamp>(fail(Error{}));
  return stamp ? std::optional(*stamp) : std::nullopt;
}

}  // namespace

Result<std::optional<PlacedFile>> look_at(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return fail(read_error(path, errno));
  }
  PlacedFile found;
  found.is_file = S_ISREG(info.st_mode);
  found.mode = info.st_mode & 07777;
  if (!found.is_file) return found;
  FileDescriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) return fail(read_error(path, errno));
  Sha256 hash;
  char buffer[64 * 1024];
  for (ssize_t got; (got = read(file.get(), buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(read_error(path, errno));
    hash.update({buffer, static_cast<size_t>(got)});
  }
  found.digest = hash.finish();
  found.stamp = read_stamp(file.get());
  return found;
}

Result<void> place_file(Disk& disk, const std::string& path, std::string_view bytes, unsigned mode, const Stamp& stamp,
                        bool only_new) {
  size_t slash = path.rfind('/');
  const std::string folder = slash == 0 ? "/" : path.substr(0, slash);
  std::string beside = path.substr(0, slash + 1) + "." + path.substr(slash + 1) + ".XXXXXX";
  FileDescriptor file(mkostemp(beside.data(), O_CLOEXEC));
  if (!file) return fail(write_error(path, errno));
  auto failed = [&](int problem) {
    unlink(beside.c_str());
    return fail(write_error(path, problem));
  };
  for (std::string_view left = bytes; !left.empty();) {
    ssize_t wrote = write(file.get(), left.data(), left.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return failed(errno);
    left.remove_prefix(static_cast<size_t>(wrote));
  }
  // Where the file system keeps no attributes the manifest alone says whose it is.
  const std::string text = canonical_json(to_json(stamp));
  if (fsetxattr(file.get(), kStampAttribute, text.data(), text.size(), 0) != 0 && errno != ENOTSUP && errno != EPERM)
    return failed(errno);
  if (fchmod(file.get(), mode) != 0 || fsync(file.get()) != 0) return failed(errno);
  if (renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, path.c_str(), only_new ? RENAME_NOREPLACE : 0) != 0) {
    int problem = errno;
    unlink(beside.c_str());
    return fail(problem == EEXIST ? diag::error(diag::FileForeign, path) : write_error(path, problem));
  }
  return disk.sync_folder(folder);
}

}  // namespace infra::runtime
