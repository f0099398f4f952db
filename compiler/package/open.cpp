#include "compiler/package/open.h"

#include <algorithm>

#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/diag/report.h"
#include "compiler/package/shown_location.h"
#include "compiler/package/verified_files.h"

namespace infra::package {
namespace {

/// What a manifest asks for and what the lock says it asked for.
std::string difference(const Asks& now, const Asks& locked) {
  for (const auto& [name, source] : now) {
    auto found = locked.find(name);
    if (found == locked.end()) return fmt::format("`{}` is asked for now", name);
    if (found->second != source)
      return fmt::format("`{}` comes from `{}` now, and came from `{}`", name, source.text(), found->second.text());
  }
  for (const auto& [name, source] : locked) {
    if (!now.count(name)) return fmt::format("`{}` is not asked for any more", name);
  }
  return "";
}

class Opening {
 public:
  Opening(PackageStore& store, const Lock& lock, SourceMap& sources, diag::Sink& sink)
      : store_(store), lock_(lock), sources_(sources), sink_(sink) {}

  void stale(Span place, const std::string& why) {
    sink_.emit(diag::LockStale, place, why).help("`infra lock` brings it up to date");
  }

  void add(const LockedPackage& locked, Span place, OpenPackages& made) {
    auto files = locked.pin ? open_fetched(store_, locked.name, *locked.pin) : store_.at_path(locked.source.location);
    if (!files) {
      diag::report(sink_, files.error(), place);
      return;
    }
    if (!locked.pin) check_path(**files, locked, place);
    std::map<std::string, uint32_t> dependencies;
    for (const auto& [name, source] : locked.asks) dependencies[name] = index_of(name);
    std::string version = locked.version.text();
    made.packages.push_back({locked.name, locked.name + "@" + version, files->get(), std::move(dependencies)});
    Source source = locked.source;
    source.location = shown_location(source);
    made.used.push_back({locked.name, version, source.text(), {}});
    if (locked.pin) made.used.back().digest = locked.pin->digest;
    made.owned.push_back(std::move(*files));
  }

  /// The root is 0.
  uint32_t index_of(const std::string& name) const {
    return static_cast<uint32_t>(lock_.find(name) - lock_.packages.data()) + 1;
  }

 private:
  /// What lies at a path changes under the lock's feet: its manifest is held against it.
  void check_path(FileSystem& files, const LockedPackage& locked, Span place) {
    std::string shown = join_paths(locked.source.location, kManifestFile);
    auto manifest = load_manifest(files, shown, sources_, sink_, place);
    if (!manifest) return;
    if (manifest->name != locked.name) {
      stale(place, fmt::format("the package at `{}` is named `{}`", locked.source.location, manifest->name));
    } else if (manifest->version != locked.version) {
      stale(place, fmt::format("`{}` has version {} now", locked.name, manifest->version.text()));
    } else if (std::string why = difference(asks_of(*manifest, locked.source.location), locked.asks); !why.empty()) {
      stale(place, fmt::format("of `{}`, {}", locked.name, why));
    }
  }

  PackageStore& store_;
  const Lock& lock_;
  SourceMap& sources_;
  diag::Sink& sink_;
};

}  // namespace

std::optional<Manifest> load_manifest(FileSystem& files, const std::string& shown, SourceMap& sources, diag::Sink& sink,
                                      Span place) {
  auto text = files.read(kManifestFile, kMaxTomlBytes);
  if (!text && text.error().code == diag::FileNotFound.code) {
    std::string folder = shown == kManifestFile ? "." : shown.substr(0, shown.size() - kManifestFile.size() - 1);
    sink.emit(diag::ManifestMissing, place, folder)
        .help("a package is a folder with an `infra.toml`: `name = \"shapes\"` and `version = \"0.1.0\"` are enough");
    return std::nullopt;
  }
  if (!text) return diag::report(sink, text.error(), place), std::nullopt;
  return read_manifest(sources.add(shown, std::move(*text)), sources, sink);
}

std::optional<LoadedLock> load_lock(FileSystem& root, SourceMap& sources, diag::Sink& sink) {
  auto text = root.read(kLockFile, kMaxTomlBytes);
  if (!text && text.error().code == diag::FileNotFound.code) return LoadedLock();
  if (!text) return diag::report(sink, text.error(), Span()), std::nullopt;
  auto lock = read_lock(sources.add(std::string(kLockFile), std::move(*text)), sources, sink);
  if (!lock) return std::nullopt;
  return LoadedLock{true, std::move(*lock)};
}

std::optional<OpenPackages> open_packages(FileSystem& root, PackageStore* store, SourceMap& sources, diag::Sink& sink) {
  OpenPackages made;
  made.packages.push_back({"", "", &root});
  auto listed = root.list("");
  if (!listed || std::find(listed->begin(), listed->end(), kManifestFile) == listed->end()) return made;
  auto manifest = load_manifest(root, std::string(kManifestFile), sources, sink, Span());
  if (!manifest) return std::nullopt;
  made.packages[0].name = manifest->name;
  if (manifest->dependencies.empty()) return made;

  Span first = manifest->dependencies.front().place;
  auto loaded = load_lock(root, sources, sink);
  if (!loaded) return std::nullopt;
  if (!loaded->is_there || store == nullptr) {
    sink.emit(diag::LockMissing, first).help("`infra lock` fetches them and writes it");
    return std::nullopt;
  }
  size_t before = sink.error_count();
  Opening opening(*store, loaded->lock, sources, sink);
  if (std::string why = difference(asks_of(*manifest, ""), loaded->lock.asks); !why.empty()) {
    opening.stale(first, why);
    return std::nullopt;
  }
  for (const LockedPackage& locked : loaded->lock.packages) {
    Span place = first;
    for (const Dependency& dependency : manifest->dependencies) {
      if (dependency.name == locked.name) place = dependency.place;
    }
    opening.add(locked, place, made);
  }
  for (const auto& [name, source] : loaded->lock.asks) made.packages[0].dependencies[name] = opening.index_of(name);
  if (sink.error_count() != before) return std::nullopt;
  return made;
}

}  // namespace infra::package
