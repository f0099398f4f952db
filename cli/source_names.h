// What the files of a program are called where somebody is to open them.
#pragma once

#include <string>

#include "compiler/source/source_map.h"

namespace infra::cli {

/// The same texts, each named by its path from the working folder: `live/shop.infra` for `shop.infra` of a package in
/// `live`. What is no file of the package keeps its name: `std/net/balancer.infra`.
SourceMap named_by_paths(const SourceMap& sources, const std::string& folder);

}  // namespace infra::cli
