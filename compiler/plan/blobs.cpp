#include "compiler/plan/blobs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"

namespace infra::plan {
namespace {

tl::unexpected<Error> failed(std::string_view verb, std::string_view path) {
  return fail(diag::error(diag::BlobFailed, verb, path, std::strerror(errno)));
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

Result<void> sync_folder(const std::string& path) {
  File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0) return failed("sync", path);
  return {};
}

std::string parent_of(const std::string& path) {
  size_t slash = path.find_last_of('/');
  return slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// The folder and what is missing above it, each durable in its own parent.
Result<void> make_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0) return sync_folder(parent_of(path));
  if (errno == EEXIST) return {};
  if (errno != ENOENT || parent_of(path) == path) return failed("make the folder", path);
  INFRA_TRY(make_folders(parent_of(path)));
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return failed("make the folder", path);
  return sync_folder(parent_of(path));
}

Result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

/// The bytes of `path`, a piece at a time, in one read.
Result<void> read_pieces(const std::string& path, const std::function<Result<void>(std::string_view)>& take) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failed("read", path);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return failed("read", path);
  if (!S_ISREG(about.st_mode)) return fail(diag::error(diag::NotARegularFile, path));
  std::array<char, 1 << 16> buffer;
  while (true) {
    ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", path);
    if (got == 0) return {};
    INFRA_TRY(take(std::string_view(buffer.data(), static_cast<size_t>(got))));
  }
}

/// A new file under a temporary name, which goes when it is not published.
class Draft {
 public:
  static constexpr std::string_view kPattern = "/.new-XXXXXX";

  Result<void> open(const std::string& folder) {
    path_ = folder + std::string(kPattern);
    descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
    if (descriptor_ < 0) return failed("write", path_);
    return {};
  }
  ~Draft() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Result<void> write(std::string_view bytes) { return write_all(descriptor_, bytes, path_); }

  /// Durable under its name when it returns: the bytes first, then the name.
  Result<void> publish(const std::string& name) {
    if (::fchmod(descriptor_, 0644) != 0 || ::fsync(descriptor_) != 0) return failed("sync", path_);
    if (::rename(path_.c_str(), name.c_str()) != 0) return failed("write", name);
    path_.clear();
    return sync_folder(parent_of(name));
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace

std::string BlobStore::path(const Digest& digest) const {
  std::string hex = digest.hex();
  return fmt::format("{}/sha256/{}/{}", directory_, hex.substr(0, 2), hex.substr(2));
}

bool BlobStore::contains(const Digest& digest) const { return ::access(path(digest).c_str(), R_OK) == 0; }

Result<void> BlobStore::add_file(const std::string& from, const Digest& expected) const {
  if (contains(expected)) return {};
  std::string name = path(expected);
  INFRA_TRY(make_folders(parent_of(name)));
  Draft draft;
  INFRA_TRY(draft.open(parent_of(name)));
  Sha256 hash;
  auto copy = [&](std::string_view piece) {
    hash.update(piece);
    return draft.write(piece);
  };
  INFRA_TRY(read_pieces(from, copy));
  Digest found = hash.finish();
  if (found != expected) {
    return fail(diag::error(diag::BlobDamaged, from, expected.text(), found.text())
                    .way_out("the file has changed since it was compiled: compile again"));
  }
  return draft.publish(name);
}

Result<Digest> BlobStore::add(std::string_view bytes) const {
  Digest digest = sha256(bytes);
  if (contains(digest)) return digest;
  std::string name = path(digest);
  INFRA_TRY(make_folders(parent_of(name)));
  Draft draft;
  INFRA_TRY(draft.open(parent_of(name)));
  INFRA_TRY(draft.write(bytes));
  INFRA_TRY(draft.publish(name));
  return digest;
}

Result<void> BlobStore::read_into(const Digest& digest, const std::function<void(std::string_view)>& take) const {
  std::string name = path(digest);
  if (!contains(digest)) return fail(diag::error(diag::BlobMissing, digest.text(), directory_));
  Sha256 hash;
  auto see = [&](std::string_view piece) -> Result<void> {
    hash.update(piece);
    take(piece);
    return {};
  };
  INFRA_TRY(read_pieces(name, see));
  if (Digest found = hash.finish(); found != digest) {
    return fail(diag::error(diag::BlobDamaged, name, digest.text(), found.text())
                    .way_out("remove the file and bring its bytes back by compiling again"));
  }
  return {};
}

Result<void> BlobStore::check(const Digest& digest) const {
  return read_into(digest, [](std::string_view) {});
}

Result<std::string> BlobStore::read(const Digest& digest) const {
  std::string bytes;
  INFRA_TRY(read_into(digest, [&](std::string_view piece) { bytes += piece; }));
  return bytes;
}

}  // namespace infra::plan
