#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include "runtime/system/disk_error.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/folder_sync.h"
#include "runtime/system/mounts.h"
#include "runtime/system/real.h"

namespace infra::runtime {
namespace {

namespace fs = std::filesystem;

/// 0, or the errno of what failed.
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

std::string parent_of(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

/// The file without a name in the end: removed again unless it was renamed over its goal.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& goal)
      : path_((fs::path(goal).parent_path() / ("." + fs::path(goal).filename().string() + ".XXXXXX")).string()),
        file_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (file_ && !renamed_) ::unlink(path_.c_str());
  }

  int fill(std::string_view bytes, const WriteOptions& options) {
    if (!file_) return errno;
    if (const int error = write_all(file_.get(), bytes)) return error;
    if (::fchmod(file_.get(), static_cast<mode_t>(options.mode)) != 0) return errno;
    if (options.durable && ::fsync(file_.get()) != 0) return errno;
    return 0;
  }

  int rename_to(const std::string& goal) {
    if (::rename(path_.c_str(), goal.c_str()) != 0) return errno;
    renamed_ = true;
    return 0;
  }

 private:
  std::string path_;
  FileDescriptor file_;
  bool renamed_ = false;
};

/// Closing the file frees the lock; the file stays, since removing it would let two holders lock two files.
class RealFileLock final : public FileLock {
 public:
  explicit RealFileLock(FileDescriptor file) : file_(std::move(file)) {}

 private:
  FileDescriptor file_;
};

class RealDisk final : public Disk {
 public:
  Result<std::string> read(const std::string& path) override {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return fail(read_error(path, errno));
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return fail(read_error(path, errno));
    std::string text;
    // The size is only a hint: files in /proc have none, and a log may grow meanwhile.
    size_t room = static_cast<size_t>(info.st_size) + 1;
    while (true) {
      const size_t done = text.size();
      text.resize(done + room);
      const ssize_t count = ::read(file.get(), text.data() + done, room);
      const int error = errno;
      text.resize(done + static_cast<size_t>(std::max<ssize_t>(count, 0)));
      if (count < 0 && error == EINTR) continue;
      if (count < 0) return fail(read_error(path, error));
      if (count == 0) return text;
      room = std::max<size_t>(room - static_cast<size_t>(count), 4096);
    }
  }

  Result<void> write_atomic(const std::string& path, std::string_view bytes, WriteOptions options) override {
    TemporaryFile file(path);
    if (const int error = file.fill(bytes, options)) return fail(write_error(path, error));
    if (const int error = file.rename_to(path)) return fail(write_error(path, error));
    if (!options.durable) return {};
    return sync_folder(parent_of(path));
  }

  Result<void> sync_folder(const std::string& path) override {
    if (const int error = folders_.sync(path)) return fail(write_error(path, error));
    return {};
  }

  Result<void> make_folders(const std::string& path, int mode) override {
    std::vector<std::string> missing;
    for (fs::path at = path; !at.empty() && !fs::exists(fs::symlink_status(at)); at = at.parent_path()) {
      if (at.has_filename()) missing.push_back(at.string());
    }
    std::reverse(missing.begin(), missing.end());
    for (const std::string& folder : missing) {
      // Another process may have made it meanwhile, with a mode of its own.
      if (::mkdir(folder.c_str(), static_cast<mode_t>(mode)) != 0) {
        if (errno == EEXIST) continue;
        return fail(write_error(folder, errno));
      }
      if (::chmod(folder.c_str(), static_cast<mode_t>(mode)) != 0) return fail(write_error(folder, errno));
      INFRA_TRY(sync_folder(parent_of(folder)));
    }
    std::error_code error;
    if (!fs::is_directory(path, error)) return fail(write_error(path, error ? error.value() : ENOTDIR));
    return {};
  }

  Result<void> remove(const std::string& path) override {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
    if (errno == EISDIR && (::rmdir(path.c_str()) == 0 || errno == ENOENT)) return {};
    return fail(write_error(path, errno));
  }

  Result<void> remove_tree(const std::string& path) override {
    std::error_code error;
    fs::remove_all(path, error);
    if (error == std::errc::permission_denied) {
      // Unpacked trees may hold folders that their owner cannot write to.
      open_up_folders(path);
      fs::remove_all(path, error);
    }
    if (error) return fail(write_error(path, error.value()));
    return {};
  }

  bool exists(const std::string& path) override {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
  }

  Result<std::vector<std::string>> list(const std::string& path) override {
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) return fail(read_error(path, errno));
    const std::unique_ptr<DIR, int (*)(DIR*)> closer(folder, ::closedir);
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(folder)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return fail(read_error(path, errno));
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::unique_ptr<FileLock>> try_lock(const std::string& path, std::string_view note) override {
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file) return fail(write_error(path, errno));
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return std::unique_ptr<FileLock>();
      if (errno != EINTR) return fail(write_error(path, errno));
    }
    if (::ftruncate(file.get(), 0) != 0) return fail(write_error(path, errno));
    if (const int error = write_all(file.get(), note)) return fail(write_error(path, error));
    return std::make_unique<RealFileLock>(std::move(file));
  }

  Result<std::string> file_system_type(const std::string& path) override { return mounted_type(path); }

 private:
  FolderSync folders_;

  static void open_up_folders(const std::string& path) {
    std::error_code error;
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::add | fs::perm_options::nofollow, error);
    for (auto entry = fs::recursive_directory_iterator(path, error); !error && entry != fs::end(entry);
         entry.increment(error)) {
      if (entry->is_directory(error) && !entry->is_symlink(error)) {
        fs::permissions(entry->path(), fs::perms::owner_all, fs::perm_options::add, error);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Disk> make_real_disk() { return std::make_unique<RealDisk>(); }

}  // namespace infra::runtime
