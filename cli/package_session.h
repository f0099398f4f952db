// One root package while a verb changes what it depends on.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "cli/context.h"
#include "cli/option_table.h"
#include "compiler/package/resolve.h"
#include "runtime/system/file_descriptor.h"

namespace infra::cli {

class PackageSession {
 public:
  /// The package that `folder` lies in; nobody else changes it until the session ends. E1006, and what its `infra.toml`
  /// has wrong; with a damaged lock only for those that write it anew. When nothing is given, why has been shown.
  static std::unique_ptr<PackageSession> open(Context& context, const std::string& folder, bool writes_lock = true);

  const std::string& root() const { return root_; }
  const package::Manifest& manifest() const { return manifest_; }
  const std::string& manifest_text() const { return manifest_text_; }
  const package::Lock& lock() const { return lock_; }
  bool has_lock() const { return has_lock_; }
  package::PackageStore& store() { return *store_; }

  /// What `infra.toml` shall be; a mistake in it is shown. Written when all of it has been resolved.
  bool take_manifest(const std::string& text);
  /// Resolves and, when something is different, writes `infra.toml` and `infra.lock`. Gives the exit code; says what
  /// changed.
  int bring_up_to_date(const std::set<std::string>& renew = {}, bool renew_all = false);
  /// What the lock would be without fetching anything.
  std::optional<package::Lock> locked_offline();

 private:
  explicit PackageSession(Context& context) : context_(context) {}
  void show(diag::Sink& sink, const SourceMap& sources);
  std::optional<package::Lock> resolve(package::Fetcher* fetcher, const std::set<std::string>& renew, bool renew_all);

  Context& context_;
  std::string root_, manifest_text_, written_text_;
  runtime::FileDescriptor held_;
  std::unique_ptr<FileSystem> files_;
  std::unique_ptr<package::PackageStore> store_;
  package::Manifest manifest_;
  package::Lock lock_;
  std::string lock_text_;
  bool has_lock_ = false;
};

/// What is locked, for tools: `{"packages": [{name, version, source, digest, commit}]}`.
Json packages_json(const package::Lock& lock);

/// --package FOLDER: whose dependencies; the one that this folder lies in unless given.
void add_package_option(OptionTable& takes, std::string& folder);

}  // namespace infra::cli
