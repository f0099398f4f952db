#include "runtime/state/sqlite/sqlite_state.h"

#include <unistd.h>

#include <filesystem>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/lease_note.h"
#include "runtime/state/sqlite/reader.h"

namespace infra::runtime::sqlite {
namespace {

/// Rolls back unless the transaction was settled, also when a test's failpoint throws through it.
class OpenTransaction {
 public:
  explicit OpenTransaction(Connection& db) : db_(db) {}
  OpenTransaction(const OpenTransaction&) = delete;
  ~OpenTransaction() {
    if (open_) db_.roll_back();
  }
  int commit() {
    const int code = db_.commit();
    open_ = code != SQLITE_OK;
    return code;
  }

 private:
  Connection& db_;
  bool open_ = true;
};

bool is_failed_sync(int code) { return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC; }

}  // namespace

std::string database_path(const std::string& folder) { return folder + "/state.db"; }
std::string lease_path(const std::string& folder) { return folder + "/lease"; }

SqliteState::SqliteState(System& system, std::string folder, Founded founded, std::unique_ptr<Connection> reading,
                         std::unique_ptr<Connection> writing)
    : system_(system),
      folder_(std::move(folder)),
      blob_folder_(std::filesystem::absolute(folder_) / "blobs"),
      founded_(std::move(founded)),
      reading_(std::make_shared<ReadConnection>()),
      writing_(std::move(writing)) {
  reading_->db = std::move(reading);
}

Result<std::unique_ptr<StateReader>> SqliteState::read() {
  const std::lock_guard lock(reading_->mutex);
  INFRA_ASSIGN(const uint64_t moment, last_transaction(*reading_->db));
  return std::make_unique<SqliteReader>(reading_, moment);
}

Result<std::unique_ptr<Lease>> SqliteState::acquire(const std::string& who) {
  const int64_t since = system_.clock.wall().count();
  INFRA_ASSIGN(std::unique_ptr<FileLock> lock,
               system_.disk.try_lock(lease_path(folder_), lease_note(who, ::getpid(), since)));
  if (lock == nullptr) {
    auto note = system_.disk.read(lease_path(folder_));
    return fail(lease_held(founded_.deployment, note ? *note : ""));
  }
  uint64_t fence = 0;
  {
    const std::lock_guard mutex(write_mutex_);
    INFRA_ASSIGN(fence, last_fence(*writing_));
    ++fence;
    INFRA_TRY(in_transaction(fence, [&](const Writing& in) { return write_lease(in, who, ::getpid(), since); }));
  }
  return std::make_unique<SqliteLease>(*this, std::move(lock), Fence{founded_.epoch, fence});
}

Result<void> SqliteState::transact(const Lease& lease, const std::function<Result<void>(StateWriter&)>& body) {
  const auto* ours = dynamic_cast<const SqliteLease*>(&lease);
  if (ours == nullptr || !ours->is_of(*this))
    return fail(diag::error(diag::StateRefuses, "the lease of another state"));
  const std::lock_guard mutex(write_mutex_);
  return in_transaction(lease.fence().fence, [&](const Writing& in) -> Result<void> {
    INFRA_ASSIGN(const uint64_t newest, last_fence(in.db));
    if (newest != in.fence) return fail(diag::error(diag::LeaseLost, founded_.deployment, newest, in.fence));
    SqliteWriter writer(in);
    return body(writer);
  });
}

Result<void> SqliteState::in_transaction(uint64_t fence, const Body& body) {
  Connection& db = *writing_;
  if (db.fatal()) return fail(*db.fatal());
  INFRA_TRY(db.execute("BEGIN IMMEDIATE"));
  db.forget_failure();
  OpenTransaction open(db);

  INFRA_ASSIGN(const uint64_t last, last_transaction(db));
  const Writing in{db, last + 1, fence};
  const std::string token = system_.random.hex(16);
  INFRA_TRY(write_transaction(in, token));
  INFRA_TRY(body(in));
  if (db.failed()) return fail(diag::error(diag::StateRefuses, "to commit a transaction in which a write has failed"));

  const int code = open.commit();
  if (code == SQLITE_OK) return {};
  return settle_commit(code, in, token);
}

// A commit that failed may still have happened: its moment is the removal of the journal, and an error can come after
// it. A fresh connection puts back what is not committed; then the transaction's row is there or not.
Result<void> SqliteState::settle_commit(int code, const Writing& in, std::string_view token) {
  Error why = in.db.error(code);
  if (!in.db.fatal()) return fail(std::move(why));  // refused while everything is well: rolled back
  auto fresh = Connection::open(in.db.path(), true);
  if (!fresh) {
    return fail(std::move(why).note("whether the change was made is not known: " + fresh.error().message));
  }
  auto made = transaction_exists(**fresh, in.transaction, token);
  if (!made) return fail(std::move(why).note("whether the change was made is not known: " + made.error().message));
  if (!*made) return fail(std::move(why).note("the change was not made"));
  // What a failed sync left in memory need not be on the disk, whatever it reads like now.
  if (is_failed_sync(code))
    return fail(std::move(why).note("the change was made, but may not survive a power failure"));
  in.db.roll_back();
  writing_ = std::move(*fresh);
  return {};
}

}  // namespace infra::runtime::sqlite
