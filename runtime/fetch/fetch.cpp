#include "runtime/fetch/fetch.h"

#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "runtime/fetch/cache_place.h"
#include "runtime/fetch/download.h"
#include "runtime/fetch/git.h"
#include "runtime/unpack/unpack.h"

namespace infra::runtime {
namespace {

/// The folder that everything lies in; empty when there is none.
std::string only_folder(const Tree& tree) {
  if (tree.empty()) return "";
  const std::string& first = tree.begin()->first;
  std::string folder = first.substr(0, first.find('/'));
  for (const auto& [path, entry] : tree) {
    if (path != folder && !path.starts_with(folder + "/")) return "";
  }
  return folder;
}

/// Whether `path` is a folder, and is come to by folders.
bool is_folder(const Tree& tree, const std::string& path) {
  for (size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
    auto step = tree.find(path.substr(0, slash));
    if (step != tree.end() && step->second.type != 'd') return false;
    if (slash == path.npos) break;
  }
  auto inside = tree.lower_bound(path + "/");
  return tree.count(path) || (inside != tree.end() && inside->first.starts_with(path + "/"));
}

/// Where the package lies. Many archives hold one folder, `shapes-1.2.0/`, and everything in it. E1024.
Result<std::string> root_of(const Tree& tree, const FetchRequest& request) {
  const std::string folder = only_folder(tree), &dir = request.source.dir;
  if (dir.empty()) return !tree.count("infra.toml") && tree.count(folder + "/infra.toml") ? folder : "";
  if (is_folder(tree, dir)) return dir;
  if (std::string inside = folder + "/" + dir; !folder.empty() && is_folder(tree, inside)) return inside;
  return fail(diag::error(diag::RevisionMissing, request.shown, "folder", dir)
                  .way_out("`tar -tf` lists what there is; links are not followed"));
}

Result<package::Pin> fetch_archive(const FetchRequest& request, System& system) {
  INFRA_ASSIGN(CachePlace place, CachePlace::open(system, request.cache));
  std::string file = request.source.location;
  if (file.starts_with("file://")) {
    file = file.substr(7);
  } else if (package::is_address(file)) {
    file = place.path() + "/archive";
    INFRA_TRY(download(request.source.location, file, system));
  }
  INFRA_ASSIGN(std::string folder, place.files());
  INFRA_ASSIGN(Tree tree, unpack(file, request.shown, folder, package_rules()));
  INFRA_ASSIGN(std::string root, root_of(tree, request));
  INFRA_ASSIGN(Digest digest, place.publish(root));
  return package::Pin{"", digest};
}

Result<package::Pin> fetch_git(const FetchRequest& request, System& system) {
  INFRA_ASSIGN(auto repository, open_repository(request, system));
  INFRA_ASSIGN(std::string commit, repository->find(request.source, request.commit));
  INFRA_ASSIGN(CachePlace place, CachePlace::open(system, request.cache));
  INFRA_ASSIGN(std::string folder, place.files());
  INFRA_TRY(repository->lay_down(commit, request.source.dir, folder));
  INFRA_ASSIGN(Digest digest, place.publish(""));
  return package::Pin{commit, digest};
}

}  // namespace

Result<package::Pin> fetch(const FetchRequest& request, System& system) {
  if (std::string why = package::refusal(request.source); !why.empty())
    return fail(diag::error(diag::AddressRefused, request.shown, why));
  switch (request.source.kind) {
    case package::Source::Kind::Git: return fetch_git(request, system);
    case package::Source::Kind::Archive: return fetch_archive(request, system);
    case package::Source::Kind::Path: break;
  }
  return fail(diag::error(diag::FetchRequest, "a path is not fetched"));
}

}  // namespace infra::runtime
