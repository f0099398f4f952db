// The supervised process's output: two files of bounded size, the newer one rotated into the older.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/system/file_descriptor.h"

namespace infra::runtime::shim {

class LogFile {
 public:
  LogFile(std::string path, int64_t limit) : path_(std::move(path)), limit_(limit) {}
  /// Appends. What the disk does not take is lost: a full disk must not stop the process whose output it is.
  void write(std::string_view text);

 private:
  void open_current();

  std::string path_;
  int64_t limit_;
  int64_t size_ = 0;
  FileDescriptor file_;
};

}  // namespace infra::runtime::shim
