#include "cli/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/source/disk_file_system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const std::string& path) {
  fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

/// Closes and, unless the file was kept, removes it.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string pattern) : name_(std::move(pattern)) {
    descriptor_ = mkostemp(name_.data(), O_CLOEXEC);
  }
  ~TemporaryFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool open() const { return descriptor_ >= 0; }
  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return ::fchmod(descriptor_, 0644) == 0 && ::fsync(descriptor_) == 0;
  }
  bool rename_to(const std::string& path) {
    kept_ = ::rename(name_.c_str(), path.c_str()) == 0;
    return kept_;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
  bool kept_ = false;
};

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t max_bytes) {
  // The reader that keeps to one folder also refuses devices, pipes and what is too large.
  auto folder = open_disk(folder_of(path));
  if (!folder) return fail(diag::error(diag::FileNotFound, path));
  auto bytes = (*folder)->read(fs::path(path).filename().string(), max_bytes);
  if (!bytes && bytes.error().code == diag::FileNotFound.code) return fail(diag::error(diag::FileNotFound, path));
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  auto refuse = [&] { return fail(diag::error(diag::CannotWrite, path, std::strerror(errno))); };
  TemporaryFile file((folder_of(path) / ".infra-XXXXXX").string());
  if (!file.open() || !file.write(bytes) || !file.rename_to(path)) return refuse();
  return {};
}

Result<void> rewrite_file(const std::string& path, std::string_view bytes) {
  std::error_code problem;
  const fs::path real = fs::canonical(path, problem);
  const fs::perms before = problem ? fs::perms::unknown : fs::status(real, problem).permissions();
  if (problem) return fail(diag::error(diag::CannotWrite, path, problem.message()));
  INFRA_TRY(write_file(real.string(), bytes));
  fs::permissions(real, before, problem);
  return {};
}

Result<std::vector<std::string>> named_sources(const std::vector<std::string>& places,
                                               const std::function<Error(const std::string& folder)>& nothing) {
  std::vector<std::string> files;
  std::set<std::string> taken;
  auto take = [&](std::string file) {
    if (taken.insert(file).second) files.push_back(std::move(file));
  };
  const std::vector<std::string> here = {"."};
  for (const std::string& place : places.empty() ? here : places) {
    std::error_code problem;
    if (!fs::is_directory(place, problem)) {
      take(place);
      continue;
    }
    std::vector<std::string> beneath;
    fs::recursive_directory_iterator at(place, problem), end;
    for (; !problem && at != end; at.increment(problem)) {
      std::error_code unknown;
      const bool is_hidden = at->path().filename().native().starts_with('.');
      if (is_hidden && at->is_directory(unknown)) at.disable_recursion_pending();
      const bool is_file = at->symlink_status(unknown).type() == fs::file_type::regular;
      if (!is_hidden && is_file && at->path().extension() == ".infra")
        beneath.push_back(at->path().lexically_normal().string());
    }
    if (problem) return fail(diag::error(diag::FileUnreadable, sanitize_line(place), problem.message()));
    if (beneath.empty() && nothing) return fail(nothing(sanitize_line(place)));
    std::sort(beneath.begin(), beneath.end());
    for (std::string& file : beneath) take(std::move(file));
  }
  return files;
}

}  // namespace infra::cli
