// Files that a person names on the command line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"

namespace infra::cli {

/// E0051 not found, E0052 not a regular file, E0054 too large, E0055 cannot be read.
Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

/// Whole or not at all: written under another name beside it, synced, renamed. E0911.
Result<void> write_file(const std::string& path, std::string_view bytes);

/// The same through a link, leaving who may read and run the file. E0911.
Result<void> rewrite_file(const std::string& path, std::string_view bytes);

/// The sources that a verb looks at: a file as it is named, and for a folder every `.infra` file beneath it, by name;
/// each once, without what is hidden and without links. No place at all stands for this folder. `nothing` says what is
/// wrong with a folder that has none; without it such a folder stands for no file. E0055 where one cannot be read.
Result<std::vector<std::string>> named_sources(const std::vector<std::string>& places,
                                               const std::function<Error(const std::string& folder)>& nothing = {});

}  // namespace infra::cli
