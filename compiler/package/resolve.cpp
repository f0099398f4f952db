#include "compiler/package/resolve.h"

#include <algorithm>
#include <deque>
#include <map>

#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/diag/report.h"
#include "compiler/package/open.h"
#include "compiler/package/verified_files.h"

namespace infra::package {
namespace {

/// A source with what it holds.
struct Candidate {
  Source source;
  std::optional<Pin> pin;
  Manifest manifest;
};

/// Who asks, seen from the root: `shop → web → shapes`.
std::string way_text(const std::vector<std::string>& way) {
  std::string text;
  for (const std::string& name : way) text += (text.empty() ? "" : " → ") + name;
  return text;
}

/// A candidate and the way on which it was first come to.
struct Found {
  const Candidate* candidate;
  std::vector<std::string> way;
};

/// Whether two sources are one thing at different times: the same folder of the same repository, or of archives that lie
/// side by side.
bool is_one_origin(const Source& a, const Source& b) {
  if (a.kind != b.kind || a.dir != b.dir) return false;
  if (a.kind == Source::Kind::Git) return a.location == b.location;
  if (a.kind == Source::Kind::Path) return false;
  return a.location.substr(0, a.location.rfind('/') + 1) == b.location.substr(0, b.location.rfind('/') + 1);
}

class Resolving {
 public:
  Resolving(const ResolveRequest& request, SourceMap& sources, diag::Sink& sink)
      : request_(request), sources_(sources), sink_(sink) {}

  std::optional<Lock> run() {
    if (!explore()) return std::nullopt;
    std::map<std::string, Found> taken;
    if (!take(taken)) return std::nullopt;
    return lock_of(taken);
  }

 private:
  /// Everything that is asked for, and what all of that asks for: the versions that are taken do not depend on the order
  /// of the questions.
  bool explore() {
    std::deque<Found> open;
    std::set<const Candidate*> known;
    auto ask = [&](const Manifest& manifest, const Source* source, const std::vector<std::string>& way_there) {
      Asks asks = asks_of(manifest, source && !source->is_fetched() ? source->location : "");
      for (const Dependency& dependency : manifest.dependencies) {
        const Source& asked = asks.at(dependency.name);
        std::vector<std::string> way = way_there;
        way.push_back(dependency.name);
        // A path of a fetched package would be read from wherever that package happens to lie.
        if (source && source->is_fetched() && !is_address(asked.location)) {
          sink_.emit(diag::PathOfFetched, dependency.place, manifest.name, dependency.name)
              .note("asked for by " + way_text(way))
              .help("its author must name a `git` or an `archive` address that everybody can reach");
          return false;
        }
        const Candidate* candidate = obtain(dependency, asked, way);
        if (!candidate) return false;
        if (candidate->manifest.name == request_.root.name) {
          clash(dependency.place, request_.root.name, {request_.root.name}, "the root", way, asked.text());
          return false;
        }
        if (!known.insert(candidate).second) continue;
        if (known.size() > kMaxPackages) {
          sink_.emit(diag::TooManyPackages, dependency.place, kMaxPackages);
          return false;
        }
        auto [best, is_first] = latest_.try_emplace(dependency.name, Found{candidate, way});
        if (!is_first && is_one_origin(best->second.candidate->source, candidate->source) &&
            precedes(best->second.candidate->manifest.version, candidate->manifest.version))
          best->second = {candidate, way};
        open.push_back({candidate, std::move(way)});
      }
      return true;
    };
    if (!ask(request_.root, nullptr, {request_.root.name})) return false;
    while (!open.empty()) {
      Found at = std::move(open.front());
      open.pop_front();
      if (!ask(at.candidate->manifest, &at.candidate->source, at.way)) return false;
    }
    return true;
  }

  /// What is come to from the root through the latest versions; each who asks there gets what suits.
  bool take(std::map<std::string, Found>& taken) {
    std::deque<Found> open;
    auto ask = [&](const Manifest& manifest, const Source* source, const std::vector<std::string>& way_there) {
      Asks asks = asks_of(manifest, source && !source->is_fetched() ? source->location : "");
      for (const Dependency& dependency : manifest.dependencies) {
        const Found& best = latest_.at(dependency.name);
        std::vector<std::string> way = way_there;
        way.push_back(dependency.name);
        const Candidate& asked = candidates_.at(asks.at(dependency.name).text());
        if (!suits(*best.candidate, asked)) return refuse(dependency, best, asked, way);
        if (taken.try_emplace(dependency.name, Found{best.candidate, way}).second)
          open.push_back({best.candidate, std::move(way)});
      }
      return true;
    };
    if (!ask(request_.root, nullptr, {request_.root.name})) return false;
    while (!open.empty()) {
      Found at = std::move(open.front());
      open.pop_front();
      if (!ask(at.candidate->manifest, &at.candidate->source, at.way)) return false;
    }
    return true;
  }

  /// Whether who asks for `asked` may be given `best`.
  static bool suits(const Candidate& best, const Candidate& asked) {
    if (&best == &asked || (best.pin && asked.pin && best.pin->digest == asked.pin->digest)) return true;
    const Version &later = best.manifest.version, &earlier = asked.manifest.version;
    return is_one_origin(best.source, asked.source) && later.is_compatible_with(earlier) && precedes(earlier, later);
  }

  bool refuse(const Dependency& dependency, const Found& best, const Candidate& asked,
              const std::vector<std::string>& way) {
    const Candidate& other = *best.candidate;
    if (!is_one_origin(other.source, asked.source) || other.manifest.version == asked.manifest.version) {
      clash(dependency.place, dependency.name, best.way, other.source.text(), way, asked.source.text());
      return false;
    }
    std::string later = other.manifest.version.text(), earlier = asked.manifest.version.text();
    sink_.emit(diag::VersionConflict, dependency.place, dependency.name, later, earlier)
        .note(fmt::format("{} by {}", later, way_text(best.way)))
        .note(fmt::format("{} by {}", earlier, way_text(way)))
        .help("the first number of a version changes when those who use it must: bring both to one");
    return false;
  }

  void clash(Span place, const std::string& name, const std::vector<std::string>& one_way, const std::string& one,
             const std::vector<std::string>& other_way, const std::string& other) {
    sink_.emit(diag::SourceConflict, place, name)
        .note(fmt::format("{} is {}", way_text(one_way), one))
        .note(fmt::format("{} is {}", way_text(other_way), other))
        .help("a program has one package of a name: let both ask for the same source, or rename one");
  }

  /// What `source` holds: read where it lies, from the cache by its pin, or fetched. Once for each source.
  const Candidate* obtain(const Dependency& dependency, const Source& source, const std::vector<std::string>& way) {
    std::string text = source.text();
    auto known = candidates_.find(text);
    if (known == candidates_.end()) {
      Candidate made{source, {}, {}};
      std::unique_ptr<FileSystem> files = open(dependency, source, made.pin);
      if (!files) return nullptr;
      std::string shown = source.is_fetched() ? fmt::format("{}/{}", dependency.name, kManifestFile)
                                              : join_paths(source.location, kManifestFile);
      auto manifest = load_manifest(*files, shown, sources_, sink_, dependency.place);
      if (!manifest) return nullptr;
      made.manifest = std::move(*manifest);
      known = candidates_.emplace(std::move(text), std::move(made)).first;
    }
    const Candidate& found = known->second;
    if (found.manifest.name != dependency.name) {
      sink_.emit(diag::DependencyName, dependency.place, dependency.name, found.manifest.name)
          .note("asked for by " + way_text(way))
          .help(fmt::format("a dependency bears its package's name: write `{}`", found.manifest.name));
      return nullptr;
    }
    return &found;
  }

  std::unique_ptr<FileSystem> open(const Dependency& dependency, const Source& source, std::optional<Pin>& pin) {
    auto give = [&](Result<std::unique_ptr<FileSystem>> files) -> std::unique_ptr<FileSystem> {
      if (files) return std::move(*files);
      diag::report(sink_, files.error(), dependency.place);
      return nullptr;
    };
    if (!source.is_fetched()) return give(request_.store.at_path(source.location));
    const Pin* before =
        request_.renew_all || request_.renew.count(dependency.name) ? nullptr : request_.before.pin_of(source);
    if (before) {
      pin = *before;
      auto files = open_whole(dependency.name, *before);
      if (files || !request_.fetcher) return give(std::move(files));
    }
    if (!request_.fetcher) {
      sink_
          .emit(diag::LockStale, dependency.place,
                fmt::format("it has no `{}` from `{}`", dependency.name, source.text()))
          .help("`infra lock` brings it up to date");
      return nullptr;
    }
    auto fetched = request_.fetcher->fetch(source, before ? before->commit : "");
    if (!fetched) return diag::report(sink_, fetched.error(), dependency.place), nullptr;
    if (before && fetched->digest != before->digest) {
      sink_.emit(diag::ContentChanged, dependency.place, source.text(), fetched->digest.text(), before->digest.text())
          .note("infra.lock says what it was when it was locked")
          .help(fmt::format("ask its author what happened; `infra update {}` takes it as it is now", dependency.name));
      return nullptr;
    }
    pin = *fetched;
    return give(open_cached(request_.store, dependency.name, fetched->digest));
  }

  /// Every file of it as it was: who locks mends what is not, and who checks says so. A check takes what is vendored, as
  /// compiling does; locking fills the cache.
  Result<std::unique_ptr<FileSystem>> open_whole(const std::string& name, const Pin& pin) {
    auto opened =
        request_.fetcher ? open_cached(request_.store, name, pin.digest) : open_fetched(request_.store, name, pin);
    if (opened) INFRA_TRY(read_tree(**opened, ""));
    return opened;
  }

  Lock lock_of(const std::map<std::string, Found>& taken) const {
    auto locked = [](const Candidate& candidate) {
      std::string place = candidate.source.is_fetched() ? "" : candidate.source.location;
      return LockedPackage{candidate.manifest.name, candidate.manifest.version, candidate.source, candidate.pin,
                           asks_of(candidate.manifest, place)};
    };
    Lock lock;
    lock.asks = asks_of(request_.root, "");
    std::set<const Candidate*> used;
    for (const auto& [name, one] : taken) {
      used.insert(one.candidate);
      lock.packages.push_back(locked(*one.candidate));
    }
    for (const auto& [text, candidate] : candidates_) {
      if (!used.count(&candidate) && candidate.pin) lock.outvoted.push_back(locked(candidate));
    }
    return lock;
  }

  const ResolveRequest& request_;
  SourceMap& sources_;
  diag::Sink& sink_;
  std::map<std::string, Candidate> candidates_;  // by the text of the source; nodes stay where they are
  std::map<std::string, Found> latest_;
};

}  // namespace

std::optional<Lock> resolve(const ResolveRequest& request, SourceMap& sources, diag::Sink& sink) {
  return Resolving(request, sources, sink).run();
}

}  // namespace infra::package
