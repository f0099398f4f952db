// From files to their documentation.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/diag/sink.h"
#include "compiler/document/model.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source_map.h"

namespace infra::document {

/// Every `.infra` file beneath a folder, hidden folders left out, sorted; an empty `root` is all. At most kMostFiles.
Result<std::vector<std::string>> find_files(FileSystem& files, const std::string& root);
inline constexpr size_t kMostFiles = 10'000;

/// One module a file; what its params, outputs and `pub` names show to others, and what those mention.
Documentation collect_package(FileSystem& files, const std::vector<std::string>& paths, std::string title,
                              SourceMap& sources, diag::Sink& sink);

/// One module a folder, `std.net`, and the builtin functions, one module a receiver.
Documentation collect_stdlib(FileSystem& files, const std::vector<std::string>& paths, SourceMap& sources,
                             diag::Sink& sink);

}  // namespace infra::document
