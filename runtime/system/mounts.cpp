#include "runtime/system/mounts.h"

#include <fcntl.h>

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

}  // namespace

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
  return fail(read_error("/proc/self/mountinfo", EIO));
}

}  // namespace infra::runtime
