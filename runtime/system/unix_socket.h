// Unix sockets at paths of any length: `sun_path` holds 107 bytes, so the folder is opened and the socket reached
// as /proc/self/fd/N/name.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "compiler/base/result.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {

/// The error of both is E0802 with errno's words.
Result<FileDescriptor> connect_unix(const std::string& path);
/// Listens at `path` (0600), replacing a socket that a dead process left there.
Result<FileDescriptor> listen_unix(const std::string& path);

struct Peer {
  pid_t process;
  uid_t user;
};
/// Who holds the other end of a connected socket; known of one that listens but does not accept, too.
std::optional<Peer> peer_of(const FileDescriptor& socket);

}  // namespace infra::runtime
