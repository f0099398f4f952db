#include "runtime/system/mounts.h"

#include <fcntl.h>
#include <sys/vfs.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/system/disk_error.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {
namespace {

namespace fs = std::filesystem;

/// The kernel says for every open file by which mount it was reached; comparing path prefixes would be a guess.
Result<std::string> mount_id(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!file) return fail(read_error(path, errno));
  const std::string info = "/proc/self/fdinfo/" + std::to_string(file.get());
  std::ifstream lines(info);
  for (std::string name, value; lines >> name >> value;) {
    if (name == "mnt_id:") return value;
  }
  return fail(read_error(info, EIO));
}

/// The numbers of statfs(2) for what lies on another machine or in another process (linux/magic.h, and the file systems'
/// own sources for CIFS and AFS). Numbers say less than names: all of FUSE is one.
struct MagicNumber {
  uint32_t number;
  const char* type;
};
constexpr std::array<MagicNumber, 9> kNotLocal = {{{0x6969, "nfs"},
                                                   {0x517B, "smbfs"},
                                                   {0xFF534D42, "cifs"},
                                                   {0xFE534D42, "smb3"},
                                                   {0x65735546, "fuse"},
                                                   {0x01021997, "9p"},
                                                   {0x00C36400, "ceph"},
                                                   {0x5346414F, "afs"},
                                                   {0x6B414653, "afs"}}};

}  // namespace

std::string type_of_magic(uint32_t number) {
  for (const MagicNumber& known : kNotLocal) {
    if (known.number == number) return known.type;
  }
  return "local";
}

Result<std::string> mounted_type(const std::string& path) {
  std::error_code error;
  fs::path at = fs::absolute(path, error);
  while (!fs::exists(at, error) && at.has_relative_path()) at = at.parent_path();
  INFRA_ASSIGN(const std::string wanted, mount_id(at.string()));

  // proc(5): "36 35 98:0 /root /point options optional-fields… - type source super-options".
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    if (!line.starts_with(wanted + " ")) continue;
    const size_t dash = line.find(" - ");
    if (dash == std::string::npos) break;
    std::string type;
    std::istringstream(line.substr(dash + 3)) >> type;
    return type;
  }
  // Inside chroot(2) the table leaves out a mount whose point lies above the root: the file system itself still answers.
  struct statfs answer {};
  if (::statfs(at.c_str(), &answer) != 0) return fail(read_error(at.string(), errno));
  return type_of_magic(static_cast<uint32_t>(answer.f_type));
}

}  // namespace infra::runtime
