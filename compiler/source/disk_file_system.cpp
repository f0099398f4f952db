#include "compiler/source/disk_file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace infra {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

Error refuse(const char* code, std::string message, std::string help = "") {
  return Error{code, std::move(message), {}, std::move(help)};
}

Error open_error(std::string_view path, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return refuse("E0051", fmt::format("there is no file `{}`", path));
    case EXDEV:
    case ELOOP:
      return refuse("E0053", fmt::format("`{}` leads out of the package", path),
                    "keep what a package reads beneath its own folder; symbolic links out of it are not followed");
    default: return refuse("E0055", fmt::format("cannot read `{}`: {}", path, std::strerror(error)));
  }
}

class Disk : public FileSystem {
 public:
  Disk(std::string root, Descriptor fd) : root_(std::move(root)), fd_(std::move(fd)) {}

  Result<std::string> read(std::string_view path, uint64_t max_bytes) override {
    INFRA_ASSIGN(auto file, open_regular(path));
    if (file.size > max_bytes) {
      return fail(refuse("E0054", fmt::format("`{}` has {} bytes, the limit is {}", path, file.size, max_bytes)));
    }
    std::string text(file.size, '\0');
    size_t done = 0;
    while (done < text.size()) {
      ssize_t n = ::read(file.fd.get(), text.data() + done, text.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(open_error(path, errno));
      if (n == 0) break;
      done += static_cast<size_t>(n);
    }
    text.resize(done);
    return text;
  }

  Result<std::vector<std::string>> list(std::string_view path) override {
    INFRA_ASSIGN(auto fd, open_beneath(path, O_DIRECTORY));
    DIR* dir = fdopendir(fd.get());
    if (dir == nullptr) return fail(open_error(path, errno));
    fd.release();  // closedir closes it
    std::vector<std::string> names;
    while (dirent* entry = readdir(dir)) {
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    closedir(dir);
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::vector<Entry>> entries(std::string_view path) override {
    INFRA_ASSIGN(auto names, list(path));
    INFRA_ASSIGN(auto folder, open_beneath(path, O_DIRECTORY));
    std::vector<Entry> found;
    for (std::string& name : names) {
      Entry entry;
      struct stat info {};
      if (fstatat(folder.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return fail(open_error(name, errno));
      entry.type = S_ISREG(info.st_mode)   ? Entry::Type::File
                   : S_ISDIR(info.st_mode) ? Entry::Type::Folder
                   : S_ISLNK(info.st_mode) ? Entry::Type::Link
                                           : Entry::Type::Other;
      entry.executable = S_ISREG(info.st_mode) && (info.st_mode & 0111) != 0;
      if (entry.type == Entry::Type::Link) {
        char text[4097];
        ssize_t size = readlinkat(folder.get(), name.c_str(), text, sizeof text);
        if (size < 0) return fail(open_error(name, errno));
        entry.link.assign(text, static_cast<size_t>(size));
      }
      entry.name = std::move(name);
      found.push_back(std::move(entry));
    }
    return found;
  }

  Result<Content> digest(std::string_view path) override {
    INFRA_ASSIGN(auto file, open_regular(path));
    Sha256 hash;
    Content content;
    std::vector<char> buffer(1 << 16);
    while (true) {
      ssize_t n = ::read(file.fd.get(), buffer.data(), buffer.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(open_error(path, errno));
      if (n == 0) break;
      hash.update({buffer.data(), static_cast<size_t>(n)});
      content.size += static_cast<uint64_t>(n);
    }
    content.digest = hash.finish();
    return content;
  }

  std::string location(std::string_view path) const override { return fmt::format("{}/{}", root_, path); }

 private:
  struct Regular {
    Descriptor fd;
    uint64_t size;
  };

  Result<Descriptor> open_beneath(std::string_view path, int flags) {
    std::string name(path.empty() ? "." : path);
    open_how how{};
    how.flags = static_cast<uint64_t>(O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    auto fd = static_cast<int>(syscall(SYS_openat2, fd_.get(), name.c_str(), &how, sizeof how));
    if (fd < 0) return fail(open_error(path, errno));
    return Descriptor(fd);
  }

  Result<Regular> open_regular(std::string_view path) {
    INFRA_ASSIGN(auto fd, open_beneath(path, 0));
    struct stat info {};
    if (fstat(fd.get(), &info) != 0) return fail(open_error(path, errno));
    if (!S_ISREG(info.st_mode)) {
      return fail(refuse("E0052", fmt::format("`{}` is not a regular file", path)));
    }
    return Regular{std::move(fd), static_cast<uint64_t>(info.st_size)};
  }

  std::string root_;
  Descriptor fd_;
};

}  // namespace

Result<std::unique_ptr<FileSystem>> open_disk(std::string root) {
  if (root.empty()) root = ".";
  int fd = open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail(refuse("E0051", fmt::format("there is no folder `{}`", root)));
  return std::make_unique<Disk>(std::move(root), Descriptor(fd));
}

}  // namespace infra
