// Where packages lie on this machine: beside the root package, in its `vendor/`, in the person's cache.
#pragma once

#include <memory>
#include <string>

#include "compiler/package/store.h"

namespace infra::cli {

/// INFRA_CACHE, else `infra` in XDG_CACHE_HOME, else `~/.cache/infra`; absolute. E1026.
Result<std::string> cache_place();

/// The folder of the nearest `infra.toml`, in `folder` or above it; empty when there is none.
std::string package_folder(const std::string& folder);

/// Opens nothing before it is asked. A machine without a place for a cache has an empty one.
std::unique_ptr<package::PackageStore> disk_packages(std::string root);

}  // namespace infra::cli
