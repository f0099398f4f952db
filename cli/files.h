// Files that a person names on the command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace infra::cli {

/// E0051 not found, E0052 not a regular file, E0054 too large, E0055 cannot be read.
Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

/// Whole or not at all: written under another name beside it, synced, renamed. E0911.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace infra::cli
