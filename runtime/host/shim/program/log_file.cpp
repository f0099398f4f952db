#include "runtime/host/shim/program/log_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace infra::runtime::shim {

void LogFile::open_current() {
  file_ = FileDescriptor(open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  struct stat info {};
  size_ = file_ && fstat(file_.get(), &info) == 0 ? info.st_size : 0;
}

void LogFile::write(std::string_view text) {
  if (!file_) open_current();
  if (size_ >= limit_) {
    rename(path_.c_str(), (path_ + ".1").c_str());
    open_current();
  }
  while (file_ && !text.empty()) {
    ssize_t wrote = ::write(file_.get(), text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return;
    size_ += wrote;
    text.remove_prefix(static_cast<size_t>(wrote));
  }
}

}  // namespace infra::runtime::shim
