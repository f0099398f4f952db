// The packages of one program as the front end reads them: the root and what it depends on, each beneath a root of
// its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "compiler/source/file_system.h"

namespace infra {

struct PackageFiles {
  std::string name;   ///< As imports say it; empty for a root without `infra.toml`.
  std::string label;  ///< Before the names of its files in messages: `shapes@1.2.0`; empty for the root.
  FileSystem* files = nullptr;
  std::map<std::string, uint32_t> dependencies = {};  ///< By name; indexes into the list that this stands in.
};

}  // namespace infra
