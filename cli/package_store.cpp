#include "cli/package_store.h"

#include <filesystem>

#include "cli/files.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/package/cache_layout.h"
#include "compiler/source/disk_file_system.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

class DiskPackages : public package::PackageStore {
 public:
  explicit DiskPackages(std::string root) : root_(std::move(root)) {}

  Result<std::unique_ptr<FileSystem>> at_path(const std::string& path) override {
    return open_disk(package::join_paths(root_, path));
  }

  std::unique_ptr<FileSystem> vendored(const std::string& name) override {
    auto files = open_disk(root_ + "/vendor/" + name);
    return files ? std::move(*files) : nullptr;
  }

  Cached cached(const Digest& digest) override {
    auto cache = cache_place();
    if (!cache) return {};
    std::string place = package::cached_tree(*cache, digest);
    auto files = open_disk(place + "/" + package::kFilesFolder);
    if (!files) return {};
    auto entries = read_file(place + "/" + package::kEntriesFile, package::kMaxEntriesBytes);
    return {entries ? std::move(*entries) : "", std::move(*files)};
  }

 private:
  std::string root_;
};

}  // namespace

Result<std::string> cache_place() {
  auto variable = runtime::real_system().environment;
  auto set = [&](const char* name) {
    auto value = variable(name);
    return value && !value->empty() ? value : std::nullopt;
  };
  std::error_code problem;
  if (auto chosen = set("INFRA_CACHE")) return fs::absolute(*chosen, problem).lexically_normal().string();
  // The specification says that a path which is not absolute is to be ignored.
  if (auto chosen = set("XDG_CACHE_HOME"); chosen && chosen->front() == '/') return *chosen + "/infra";
  if (auto home = set("HOME")) return *home + "/.cache/infra";
  return fail(diag::error(diag::NoCachePlace).way_out("set one, to a folder that outlives this command"));
}

std::string package_folder(const std::string& folder) {
  std::error_code problem;
  fs::path at = fs::canonical(folder.empty() ? "." : folder, problem);
  if (problem) return "";
  for (bool first = true;; first = false) {
    if (fs::exists(at / package::kManifestFile, problem)) {
      if (first) return folder.empty() ? "." : folder;
      fs::path shown = fs::proximate(at, problem);
      return problem ? at.string() : shown.string();
    }
    if (at == at.parent_path()) return "";
    at = at.parent_path();
  }
}

std::unique_ptr<package::PackageStore> disk_packages(std::string root) {
  return std::make_unique<DiskPackages>(std::move(root));
}

}  // namespace infra::cli
