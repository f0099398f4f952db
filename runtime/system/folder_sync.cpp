#include "runtime/system/folder_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/system/file_descriptor.h"

namespace infra::runtime {

namespace {

int sync_now(const std::string& path) {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return errno;
  return ::fsync(folder.get()) == 0 ? 0 : errno;
}

}  // namespace

int FolderSync::sync(const std::string& folder) {
  std::unique_lock lock(mutex_);
  Turns& turns = turns_[folder];
  ++turns.callers;
  const uint64_t mine = ++turns.asked;
  changed_.wait(lock, [&] { return turns.synced >= mine || !turns.busy; });
  if (turns.synced < mine) {
    // For all who have asked by now; whoever asks later has changed the folder later.
    const uint64_t covered = turns.asked;
    turns.busy = true;
    lock.unlock();
    const int error = sync_now(folder);
    lock.lock();
    turns.busy = false;
    turns.synced = covered;
    if (error != 0) turns.failed = covered, turns.error = error;
    changed_.notify_all();
  }
  // One who slept through the next sync cannot tell its own from it: an error is then told to both.
  const int error = mine <= turns.failed ? turns.error : 0;
  if (--turns.callers == 0) turns_.erase(folder);
  return error;
}

}  // namespace infra::runtime
