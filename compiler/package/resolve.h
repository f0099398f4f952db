// Which content each dependency stands for: one version of each package in a program.
//
// Minimal version selection (research.swtch.com/vgo-mvs): what is asked for is a floor; of the versions of one source
// that anybody asks for the latest stands for all, if it is compatible with each by semantic versioning; anything else
// is an error that shows both ways. A version that nobody asks for is never taken.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "compiler/package/store.h"

namespace infra::package {

struct ResolveRequest {
  const Manifest& root;
  const Lock& before;  ///< Its pins are kept where the source is asked for as before.
  PackageStore& store;
  Fetcher* fetcher = nullptr;        ///< Null: nothing is fetched, and what would have to be is E1012.
  std::set<std::string> renew = {};  ///< Dependencies whose pins are not kept.
  bool renew_all = false;
};

/// More packages than this are refused (E1019).
inline constexpr size_t kMaxPackages = 1000;

/// E1006, E1007, E1008, E1017, E1018, E1019, E1025, mistakes in manifests and what fetching gives go to `sink`.
std::optional<Lock> resolve(const ResolveRequest& request, SourceMap& sources, diag::Sink& sink);

}  // namespace infra::package
