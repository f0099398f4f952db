// The files of a tree that is known by its digest: what is read is what the digest says, or an error.
#pragma once

#include <memory>
#include <string>

#include "compiler/package/store.h"
#include "compiler/source/tree.h"

namespace infra::package {

/// Each file is checked when it is read (E1015); what `tree` does not list is not there. `name` is for messages.
std::unique_ptr<FileSystem> verified_files(std::unique_ptr<FileSystem> files, ContentTree tree, std::string name);

/// A fetched package: from `vendor/`, held to the lock (E1016), else from the cache (E1014, E1015).
Result<std::unique_ptr<FileSystem>> open_fetched(PackageStore& store, const std::string& name, const Pin& pin);
/// From the cache alone.
Result<std::unique_ptr<FileSystem>> open_cached(PackageStore& store, const std::string& name, const Digest& digest);

}  // namespace infra::package
