// A file system beneath SQLite that fails, or kills the process, at the n-th change of a file. It stands before the
// system's own and is the default while an object of it lives.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace infra::runtime {

enum class FileChange : uint8_t { Write, Truncate, Sync, Delete };

struct Fault {
  int64_t at = 0;                       ///< The n-th change from now on; 0: none.
  std::optional<FileChange> only = {};  ///< Counts changes of this kind alone.
  bool kills = false;                   ///< SIGKILL in place of an error.
  bool after = false;                   ///< The change is made first.
  bool lasting = false;                 ///< Every later change fails too.
  int code = 0;                         ///< 0: the I/O error that fits the change.
};

class FaultVfs {
 public:
  FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  ~FaultVfs();

  void arm(const Fault& fault);
  /// What was changed since the last arm(), in order.
  const std::vector<FileChange>& changes() const { return changes_; }

  /// SQLITE_OK: go on; anything else is the answer. Called before and after each change.
  int before(FileChange change);
  int after(FileChange change);
  sqlite3_vfs* real() const { return real_; }

 private:
  bool is_due(FileChange change) const;
  int strike(FileChange change) const;

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  Fault fault_;
  std::vector<FileChange> changes_;
};

}  // namespace infra::runtime
