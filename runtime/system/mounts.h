// Which file system a path lies on.
#pragma once

#include <string>

#include "compiler/base/result.h"

namespace infra::runtime {

/// The type as /proc/self/mountinfo names it (`ext4`, `nfs4`, `fuse.sshfs`) of the mount that holds `path`, or of the
/// nearest parent that exists when `path` does not yet.
Result<std::string> mounted_type(const std::string& path);

}  // namespace infra::runtime
