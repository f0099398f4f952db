#include "runtime/system/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

Error unreachable(const std::string& path) {
  return diag::error(diag::HostUnreachable, "`" + path + "`", strerror(errno));
}

/// The open folder must outlive the use of the address.
struct Address {
  FileDescriptor folder;
  sockaddr_un address{};
};

Result<Address> address_of(const std::string& path) {
  Address made;
  size_t slash = path.rfind('/');
  std::string folder = slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  std::string name = slash == path.npos ? path : path.substr(slash + 1);
  made.folder = FileDescriptor(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!made.folder) return fail(unreachable(path));
  std::string reachable = fmt::format("/proc/self/fd/{}/{}", made.folder.get(), name);
  made.address.sun_family = AF_UNIX;
  if (reachable.size() >= sizeof made.address.sun_path) {
    errno = ENAMETOOLONG;
    return fail(unreachable(path));
  }
  memcpy(made.address.sun_path, reachable.c_str(), reachable.size() + 1);
  return made;
}

}  // namespace

Result<FileDescriptor> connect_unix(const std::string& path) {
  INFRA_ASSIGN(Address target, address_of(path));
  FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket || connect(socket.get(), reinterpret_cast<sockaddr*>(&target.address), sizeof target.address) != 0)
    return fail(unreachable(path));
  return socket;
}

Result<FileDescriptor> listen_unix(const std::string& path) {
  INFRA_ASSIGN(Address target, address_of(path));
  unlink(target.address.sun_path);
  FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return fail(unreachable(path));
  // The mode of the socket comes from the descriptor's before bind, so that it is never open to others.
  if (fchmod(socket.get(), 0600) != 0 ||
      bind(socket.get(), reinterpret_cast<sockaddr*>(&target.address), sizeof target.address) != 0 ||
      listen(socket.get(), 128) != 0)
    return fail(unreachable(path));
  return socket;
}

std::optional<Peer> peer_of(const FileDescriptor& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
  return Peer{peer.pid, peer.uid};
}

}  // namespace infra::runtime
