// The real disk, read beneath a root directory that is opened once (openat2 with RESOLVE_BENEATH).
#pragma once

#include <memory>

#include "compiler/source/file_system.h"

namespace infra {

/// E0051 when `root` is not a directory.
Result<std::unique_ptr<FileSystem>> open_disk(std::string root);

}  // namespace infra
