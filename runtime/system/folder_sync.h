// Syncing folders for many threads: a name that was made, renamed or removed is durable only when its folder is synced,
// and one sync serves all who have changed the folder before it begins.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace infra::runtime {

class FolderSync {
 public:
  /// Returns when a sync of `folder` that began after this call has ended: 0, or the errno of what failed.
  int sync(const std::string& folder);

 private:
  struct Turns {
    uint64_t asked = 0;   ///< Calls so far.
    uint64_t synced = 0;  ///< Calls that have their answer.
    uint64_t failed = 0;  ///< The last call whose sync failed, with `error`.
    int error = 0;
    bool busy = false;
    size_t callers = 0;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Turns> turns_;
};

}  // namespace infra::runtime
