#include "test/unit/runtime/state/fault_vfs.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <new>

namespace infra::runtime {
namespace {

/// What SQLite holds for an open file; the real one's lies right behind it.
struct File {
  sqlite3_file base;
  FaultVfs* vfs;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return ours(file)->real(); }
FaultVfs* ours(sqlite3_vfs* vfs) { return static_cast<FaultVfs*>(vfs->pAppData); }

template <typename Change>
int changing(FaultVfs& vfs, FileChange kind, Change change) {
  if (const int code = vfs.before(kind); code != SQLITE_OK) return code;
  if (const int code = change(); code != SQLITE_OK) return code;
  return vfs.after(kind);
}

int close_file(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int read_file(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}
int write_file(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  return changing(*ours(f)->vfs, FileChange::Write, [&] { return real(f)->pMethods->xWrite(real(f), from, n, at); });
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  return changing(*ours(f)->vfs, FileChange::Truncate, [&] { return real(f)->pMethods->xTruncate(real(f), size); });
}
int sync_file(sqlite3_file* f, int flags) {
  return changing(*ours(f)->vfs, FileChange::Sync, [&] { return real(f)->pMethods->xSync(real(f), flags); });
}
int file_size(sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); }
int lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int check_lock(sqlite3_file* f, int* held) { return real(f)->pMethods->xCheckReservedLock(real(f), held); }
int control(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
int sector_size(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int characteristics(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }

// Version 1: no shared memory and no mapped pages, which the state does not use.
constexpr sqlite3_io_methods kMethods = {
    1,       close_file,  read_file,       write_file, truncate_file, sync_file, file_size, lock,    unlock, check_lock,
    control, sector_size, characteristics, nullptr,    nullptr,       nullptr,   nullptr,   nullptr, nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  File* ours_file = new (file) File{{nullptr}, ours(vfs)};
  sqlite3_vfs* below = ours(vfs)->real();
  const int code = below->xOpen(below, name, ours_file->real(), flags, out);
  if (code == SQLITE_OK) ours_file->base.pMethods = &kMethods;
  return code;
}

// With `sync`, the folder is synced after the removal: that is the moment of a commit.
int delete_file(sqlite3_vfs* vfs, const char* name, int sync) {
  sqlite3_vfs* below = ours(vfs)->real();
  return changing(*ours(vfs), FileChange::Delete, [&] { return below->xDelete(below, name, sync); });
}

int access_file(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  return ours(vfs)->real()->xAccess(ours(vfs)->real(), name, flags, result);
}
int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out) {
  return ours(vfs)->real()->xFullPathname(ours(vfs)->real(), name, size, out);
}

}  // namespace

FaultVfs::FaultVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.zName = "fault";
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.xAccess = access_file;
  vfs_.xFullPathname = full_path;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

void FaultVfs::arm(const Fault& fault) {
  fault_ = fault;
  changes_.clear();
}

bool FaultVfs::is_due(FileChange change) const {
  if (fault_.only && *fault_.only != change) return false;
  const int64_t count =
      fault_.only ? std::count(changes_.begin(), changes_.end(), change) : static_cast<int64_t>(changes_.size());
  return fault_.at != 0 && (count == fault_.at || (fault_.lasting && count > fault_.at));
}

int FaultVfs::before(FileChange change) {
  changes_.push_back(change);
  return is_due(change) && !fault_.after ? strike(change) : SQLITE_OK;
}

int FaultVfs::after(FileChange change) { return is_due(change) && fault_.after ? strike(change) : SQLITE_OK; }

int FaultVfs::strike(FileChange change) const {
  if (fault_.kills) ::kill(::getpid(), SIGKILL);
  if (fault_.code != 0) return fault_.code;
  switch (change) {
    case FileChange::Write: return SQLITE_IOERR_WRITE;
    case FileChange::Truncate: return SQLITE_IOERR_TRUNCATE;
    case FileChange::Sync: return SQLITE_IOERR_FSYNC;
    case FileChange::Delete: return fault_.after ? SQLITE_IOERR_DIR_FSYNC : SQLITE_IOERR_DELETE;
  }
  return SQLITE_IOERR;
}

}  // namespace infra::runtime
