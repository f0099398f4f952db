#include "runtime/host/server/journal.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/system/file_descriptor.h"

namespace infra::runtime {

constexpr off_t kJournalBytes = 4 << 20;

void HostJournal::add(Json line) {
  line["at_ms"] = system_.clock.wall().count();
  std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::lock_guard lock(mutex_);
  struct stat info {};
  if (stat(path_.c_str(), &info) == 0 && info.st_size > kJournalBytes) rename(path_.c_str(), (path_ + ".1").c_str());
  FileDescriptor file(open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (file) [[maybe_unused]]
    ssize_t wrote = write(file.get(), text.data(), text.size());
}

}  // namespace infra::runtime
