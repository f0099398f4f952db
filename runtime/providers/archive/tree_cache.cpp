#include "runtime/providers/archive/tree_cache.h"

#include <stdio.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {
constexpr const char* kBeside = ".new";
constexpr const char* kAside = ".old.";
}  // namespace

std::string TreeCache::place_of(const std::string& digest) const {
  return host_.root.cache() + "/" + digest.substr(digest.find(':') + 1);
}

Result<Tree> TreeCache::list(const std::string& place) const {
  INFRA_ASSIGN(std::string text, host_.system.disk.read(list_of(place)));
  return tree_from_json(list_of(place), text);
}

Result<std::optional<std::string>> TreeCache::difference(const std::string& digest) const {
  const std::string place = place_of(digest);
  if (!host_.system.disk.exists(place)) return std::nullopt;
  INFRA_ASSIGN(Tree tree, list(place));
  return first_difference(tree, place);
}

/// Unpacked beside its place, listed, and renamed into it: whatever bears the digest's name is whole.
Result<void> TreeCache::lay_down(const Digest& digest, const std::string& blob) {
  const std::string place = place_of(digest.text());
  INFRA_TRY(host_.system.disk.remove_tree(place + kBeside));
  INFRA_TRY(host_.system.disk.make_folders(place + kBeside, 0755));
  auto tree = unpack(blob, digest, place + kBeside);
  if (!tree) {
    INFRA_TRY(host_.system.disk.remove_tree(place + kBeside));
    return fail(std::move(tree).error());
  }
  host_.system.failpoints.hit("host.archive_unpacked");
  return take_place(place, *tree);
}

Result<void> TreeCache::take_place(const std::string& place, const Tree& tree) {
  INFRA_TRY(host_.system.disk.write_atomic(list_of(place), to_json(tree).dump(), {.mode = 0600, .durable = true}));
  if (host_.system.disk.exists(place)) {
    std::string aside;
    for (int number = 1; aside.empty() || host_.system.disk.exists(aside); ++number)
      aside = place + kAside + std::to_string(number);
    if (rename(place.c_str(), aside.c_str()) != 0)
      return fail(diag::error(diag::HostWriteFailed, aside, strerror(errno)));
  }
  if (rename((place + kBeside).c_str(), place.c_str()) != 0)
    return fail(diag::error(diag::HostWriteFailed, place, strerror(errno)));
  return {};
}

Result<void> TreeCache::renew(const std::string& root) {
  const std::string cache = host_.root.cache() + "/";
  const std::string name = root.starts_with(cache) ? root.substr(cache.size()) : "";
  if (!Digest::parse("sha256:" + name)) return {};
  NamedLocks::Guard lock(host_.locks, "tree:sha256:" + name);
  INFRA_ASSIGN(const Tree before, list(root));
  if (const std::string wrong = first_difference(before, root); !wrong.empty())
    return fail(diag::error(diag::TreeChanged, root, wrong).way_out("`infra drift --remediate` unpacks it anew"));
  INFRA_ASSIGN(const std::string added, first_addition(before, root));
  if (added.empty()) return {};
  INFRA_TRY(host_.system.disk.remove_tree(root + kBeside));
  INFRA_TRY(host_.system.disk.make_folders(root + kBeside, 0755));
  INFRA_ASSIGN(const Tree after, copy_tree(before, root, root + kBeside));
  return take_place(root, after);
}

Result<void> TreeCache::remove(const std::string& digest) {
  const std::string place = place_of(digest);
  INFRA_ASSIGN(const auto names, host_.system.disk.list(host_.root.cache()));
  for (const std::string& name : names) {
    const std::string path = host_.root.cache() + "/" + name;
    if (path == place || path == place + kBeside || path.starts_with(place + kAside))
      INFRA_TRY(host_.system.disk.remove_tree(path));
  }
  return host_.system.disk.remove(list_of(place));
}

}  // namespace infra::runtime
