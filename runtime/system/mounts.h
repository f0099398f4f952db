// Which file system a path lies on.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/base/result.h"

namespace infra::runtime {

/// The type as /proc/self/mountinfo names it (`ext4`, `nfs4`, `fuse.sshfs`) of the mount that holds `path`, or of the
/// nearest parent that exists when `path` does not yet. Where the table does not list that mount, as in a chroot whose root
/// is no mount point, what `type_of_magic` says of it.
Result<std::string> mounted_type(const std::string& path);

/// The type for a number of statfs(2): a network's or FUSE's by name, every other one `local`.
std::string type_of_magic(uint32_t number);

}  // namespace infra::runtime
