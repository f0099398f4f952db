// Unix sockets at paths of any length: `sun_path` holds 107 bytes, so the folder is opened and the socket reached
// as /proc/self/fd/N/name.
#pragma once

#include <string>

#include "compiler/base/result.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {

/// The error of both is E0802 with errno's words.
Result<FileDescriptor> connect_unix(const std::string& path);
/// Listens at `path` (0600), replacing a socket that a dead process left there.
Result<FileDescriptor> listen_unix(const std::string& path);

}  // namespace infra::runtime
