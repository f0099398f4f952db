#include "runtime/system/disk_error.h"

#include <cerrno>
#include <system_error>

#include "compiler/diag/codes/source.h"
#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

std::string reason(int number) { return std::error_code(number, std::generic_category()).message(); }

}  // namespace

Error read_error(const std::string& path, int number) {
  if (number == ENOENT || number == ENOTDIR) return diag::error(diag::FileNotFound, path);
  return diag::error(diag::FileUnreadable, path, reason(number));
}

Error write_error(const std::string& path, int number) {
  if (number == ENOSPC || number == EDQUOT)
    return diag::error(diag::DiskFull, path).way_out("free some space on its file system, then run it again");
  return diag::error(diag::WriteFailed, path, reason(number));
}

}  // namespace infra::runtime
