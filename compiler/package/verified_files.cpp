#include "compiler/package/verified_files.h"

#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"

namespace infra::package {
namespace {

constexpr int kMaxLinks = 16;  // one after the other; a circle ends here

class VerifiedFiles : public FileSystem {
 public:
  VerifiedFiles(std::unique_ptr<FileSystem> files, ContentTree tree, std::string name)
      : files_(std::move(files)), tree_(std::move(tree)), name_(std::move(name)) {}

  Result<std::string> read(std::string_view path, uint64_t max_bytes) override {
    INFRA_ASSIGN(auto entry, find(path));
    auto bytes = files_->read(entry->first, max_bytes);
    if (!bytes && bytes.error().code == diag::FileTooLarge.code) return bytes;
    if (!bytes) return fail(damaged(entry->first, "is gone"));
    if (sha256(*bytes) != entry->second.content) return fail(damaged(entry->first, "was changed"));
    return bytes;
  }

  Result<std::vector<std::string>> list(std::string_view path) override {
    INFRA_ASSIGN(auto found, entries(path));
    std::vector<std::string> names;
    for (Entry& entry : found) names.push_back(std::move(entry.name));
    return names;
  }

  Result<std::vector<Entry>> entries(std::string_view path) override {
    std::string prefix = path.empty() ? "" : std::string(path) + "/";
    std::vector<Entry> found;
    for (auto entry = tree_.lower_bound(prefix); entry != tree_.end() && entry->first.starts_with(prefix); ++entry) {
      std::string rest = entry->first.substr(prefix.size());
      size_t slash = rest.find('/');
      if (slash != rest.npos) {
        if (found.empty() || found.back().name != rest.substr(0, slash))
          found.push_back({.name = rest.substr(0, slash), .type = Entry::Type::Folder});
      } else if (entry->second.type == ContentEntry::Type::Link) {
        found.push_back({.name = rest, .type = Entry::Type::Link, .link = entry->second.link});
      } else {
        found.push_back({.name = rest, .executable = entry->second.type == ContentEntry::Type::Executable});
      }
    }
    if (found.empty() && !path.empty()) return fail(diag::error(diag::FileNotFound, path));
    return found;
  }

  Result<Content> digest(std::string_view path) override {
    INFRA_ASSIGN(auto entry, find(path));
    auto content = files_->digest(entry->first);
    if (!content) return fail(damaged(entry->first, "is gone"));
    if (content->digest != entry->second.content) return fail(damaged(entry->first, "was changed"));
    return content;
  }

  std::string location(std::string_view path) const override { return files_->location(path); }

 private:
  Error damaged(const std::string& path, std::string_view how) const {
    return diag::error(diag::CacheDamaged, name_, fmt::format("`{}` {}", path, how))
        .note("it lies at " + files_->location(path))
        .way_out("`infra lock` fetches it again");
  }

  /// Through the links of the tree, which were held to stay inside of it.
  Result<ContentTree::const_iterator> find(std::string_view path) const {
    std::string at(path);
    for (int followed = 0; followed < kMaxLinks; ++followed) {
      if (auto found = tree_.find(at); found != tree_.end() && found->second.type != ContentEntry::Type::Link)
        return found;
      // The first step of the path that is a link is put in place of what leads to it.
      bool is_link = false;
      for (size_t slash = at.find('/'); !is_link; slash = at.find('/', slash + 1)) {
        std::string head = at.substr(0, slash);
        if (auto link = tree_.find(head); link != tree_.end() && link->second.type == ContentEntry::Type::Link) {
          size_t folder = head.rfind('/');
          std::string to = join_paths(folder == head.npos ? "" : head.substr(0, folder), link->second.link);
          at = slash == at.npos ? to : join_paths(to, at.substr(slash + 1));
          is_link = true;
        }
        if (slash == at.npos || is_link) break;
      }
      if (!is_link) break;
    }
    return fail(diag::error(diag::FileNotFound, path));
  }

  std::unique_ptr<FileSystem> files_;
  ContentTree tree_;
  std::string name_;
};

}  // namespace

std::unique_ptr<FileSystem> verified_files(std::unique_ptr<FileSystem> files, ContentTree tree, std::string name) {
  return std::make_unique<VerifiedFiles>(std::move(files), std::move(tree), std::move(name));
}

Result<std::unique_ptr<FileSystem>> open_cached(PackageStore& store, const std::string& name, const Digest& digest) {
  PackageStore::Cached cached = store.cached(digest);
  if (!cached.files) {
    return fail(diag::error(diag::CacheMissing, name)
                    .note("infra.lock names its content: " + digest.text())
                    .way_out("`infra lock` fetches what the lock names and changes nothing else"));
  }
  auto tree = parse_tree(cached.entries);
  if (sha256(cached.entries) != digest || !tree) {
    return fail(diag::error(diag::CacheDamaged, name, "its list of files is not what it was")
                    .note("it lies at " + cached.files->location(""))
                    .way_out("`infra lock` fetches it again"));
  }
  return verified_files(std::move(cached.files), std::move(*tree), name);
}

Result<std::unique_ptr<FileSystem>> open_fetched(PackageStore& store, const std::string& name, const Pin& pin) {
  auto files = store.vendored(name);
  if (!files) return open_cached(store, name, pin.digest);
  INFRA_ASSIGN(ContentTree tree, read_tree(*files, ""));
  if (Digest found = digest_of(tree); found != pin.digest) {
    return fail(diag::error(diag::VendoredDiffers, name)
                    .note(fmt::format("it holds {}, locked is {}", found.text(), pin.digest.text()))
                    .way_out("`infra vendor` lays it down again; to change a package, change it at its source"));
  }
  return verified_files(std::move(files), std::move(tree), name);
}

}  // namespace infra::package
