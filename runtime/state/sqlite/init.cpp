#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/lease_note.h"
#include "runtime/state/place.h"
#include "runtime/state/sqlite/reader.h"

#include <unistd.h>

namespace infra::runtime {
namespace {

using sqlite::Connection;

constexpr uint64_t kFirstEpoch = 1;

/// The bytes of a new database. It is made in memory and written at once, so that a state is there whole or not at
/// all, whenever the power fails.
Result<std::string> new_database(System& system, const sqlite::Founded& founded, const Founding& founding) {
  INFRA_ASSIGN(std::unique_ptr<Connection> db, Connection::in_memory());
  INFRA_TRY(sqlite::create_schema(*db));
  INFRA_TRY(db->execute("BEGIN"));
  const sqlite::Writing in{*db, 1, 0};
  INFRA_TRY(sqlite::write_transaction(in, system.random.hex(16)));
  INFRA_TRY(sqlite::write_deployment(in, founded));
  if (founding) {
    sqlite::SqliteWriter writer(in);
    INFRA_TRY(founding(founded.lineage, writer));
  }
  INFRA_TRY(db->execute("COMMIT"));
  return db->serialize();
}

Error already_there(const std::string& folder) {
  return diag::error(diag::StateExists, folder).way_out("`infra apply` uses it as it is");
}

}  // namespace

Result<std::unique_ptr<State>> init_sqlite_state(System& system, const std::string& folder,
                                                 const std::string& deployment, bool explicit_place,
                                                 const Founding& founding) {
  const std::string path = sqlite::database_path(folder);
  if (system.disk.exists(path)) return fail(already_there(folder));
  INFRA_TRY(refuse_network_place(system, folder));
  if (!explicit_place) INFRA_TRY(refuse_passing_place(system, folder));

  INFRA_TRY(system.disk.make_folders(folder, 0700));
  INFRA_ASSIGN(const std::unique_ptr<FileLock> lock,
               system.disk.try_lock(sqlite::lease_path(folder),
                                    lease_note("infra init", ::getpid(), system.clock.wall().count())));
  if (lock == nullptr || system.disk.exists(path)) return fail(already_there(folder));
  INFRA_TRY(system.disk.write_atomic(folder + "/.gitignore", "*\n", {.mode = 0600}));
  INFRA_TRY(system.disk.make_folders(folder + "/blobs", 0700));

  INFRA_ASSIGN(const std::string bytes,
               new_database(system, {deployment, system.random.hex(16), kFirstEpoch}, founding));
  // The journal of a database that somebody removed would be played back into the new one.
  INFRA_TRY(system.disk.remove(path + "-journal"));
  INFRA_TRY(system.disk.write_atomic(path, bytes, {.mode = 0600}));
  return open_sqlite_state(system, folder);
}

Result<std::unique_ptr<State>> open_sqlite_state(System& system, const std::string& folder) {
  const std::string path = sqlite::database_path(folder);
  if (!system.disk.exists(path)) {
    return fail(diag::error(diag::StateMissing, folder)
                    .note("a state that is missing is never taken for an empty one: what it knew of may still run")
                    .way_out("go to the folder that holds it, or begin a new deployment with `infra init`"));
  }
  INFRA_TRY(refuse_network_place(system, folder));
  INFRA_ASSIGN(std::unique_ptr<Connection> writing, Connection::open(path, true));
  INFRA_TRY(sqlite::check_schema(*writing));
  INFRA_ASSIGN(sqlite::Founded founded, sqlite::read_deployment(*writing));
  INFRA_ASSIGN(std::unique_ptr<Connection> reading, Connection::open(path, false));
  return std::make_unique<sqlite::SqliteState>(system, folder, std::move(founded), std::move(reading),
                                               std::move(writing));
}

}  // namespace infra::runtime
