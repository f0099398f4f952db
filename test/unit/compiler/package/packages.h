// Packages in memory, with a source that can be fetched from.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/diag/render.h"
#include "compiler/package/open.h"
#include "compiler/package/resolve.h"
#include "compiler/source/tree.h"
#include "test/unit/compiler/support/memory_files.h"

namespace infra::test {

using Files = std::map<std::string, std::string>;

inline std::string manifest(const std::string& name, const std::string& version, const std::string& dependencies = "") {
  return "name = \"" + name + "\"\nversion = \"" + version + "\"\n" +
         (dependencies.empty() ? "" : "\n[dependencies]\n" + dependencies);
}

/// The world of a root package: what lies at paths, in the cache, in `vendor/`, and far away.
struct World : package::PackageStore, package::Fetcher {
  std::map<std::string, Files> paths, vendor, far;  ///< By path, by name, by the text of a source.
  std::map<Digest, Files> cache;
  std::map<Digest, std::string> entries;
  std::vector<std::string> fetched;

  Result<std::unique_ptr<FileSystem>> at_path(const std::string& path) override {
    auto found = paths.find(path);
    if (found == paths.end()) return fail(diag::error(diag::FileNotFound, path));
    return std::make_unique<MemoryFiles>(found->second);
  }
  std::unique_ptr<FileSystem> vendored(const std::string& name) override {
    auto found = vendor.find(name);
    return found == vendor.end() ? nullptr : std::make_unique<MemoryFiles>(found->second);
  }
  Cached cached(const Digest& digest) override {
    auto found = cache.find(digest);
    if (found == cache.end()) return {};
    return {entries[digest], std::make_unique<MemoryFiles>(found->second)};
  }
  Result<package::Pin> fetch(const package::Source& source, const std::string& commit) override {
    fetched.push_back(source.text() + (commit.empty() ? "" : " at " + commit));
    auto found = far.find(source.text());
    if (found == far.end()) return fail(diag::error(diag::FetchFailed, source.location, "it is not there"));
    MemoryFiles files(found->second);
    auto tree = read_tree(files, "");
    Digest digest = digest_of(*tree);
    cache[digest] = found->second;
    entries[digest] = canonical_bytes(*tree);
    return package::Pin{source.kind == package::Source::Kind::Git ? std::string(40, 'a') : "", digest};
  }
};

/// What resolving a root gives, as text: the lock, or every diagnostic as people see it.
struct Resolved {
  std::optional<package::Lock> lock;
  std::string report;
  std::vector<std::string> codes;
};

inline Resolved resolve(World& world, const std::string& root, const package::Lock& before = {}, bool offline = false,
                        std::set<std::string> renew = {}) {
  SourceMap sources;
  diag::Sink sink;
  Resolved made;
  auto read = package::read_manifest(sources.add("infra.toml", root), sources, sink);
  if (read) {
    package::ResolveRequest request{*read, before, world, offline ? nullptr : &world, std::move(renew), false};
    made.lock = package::resolve(request, sources, sink);
  }
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    made.codes.emplace_back(found.code);
    made.report += diag::render_human(found, sources);
  }
  return made;
}

}  // namespace infra::test
