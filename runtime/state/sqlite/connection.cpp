#include "runtime/state/sqlite/connection.h"

#include <time.h>

#include <algorithm>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/row_sum.h"

namespace infra::runtime::sqlite {
namespace {

/// A commit that meets a reader waits, and a reader that meets a commit; neither lasts long, so neither gives up.
int wait_for_others(void*, int attempt) {
  const long milliseconds = std::min(1 + attempt, 50);
  const timespec pause{0, milliseconds * 1'000'000};
  ::nanosleep(&pause, nullptr);
  return 1;
}

bool is_fatal(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN: return true;
    default: return false;
  }
}

/// Not WAL: SQLite before 3.51.3 can corrupt a database when a WAL is reset. EXTRA also syncs the folder after the
/// journal is deleted, which is the moment of the commit.
constexpr const char* kSettings =
    "PRAGMA journal_mode = DELETE;"
    "PRAGMA synchronous = EXTRA;"
    "PRAGMA fullfsync = ON;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY;";

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open_with(const std::string& path, int flags) {
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<Connection> connection(new Connection(database, path));
  if (opened != SQLITE_OK) return fail(connection->error(opened));
  sqlite3_busy_handler(database, wait_for_others, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  register_row_sum(database);
  INFRA_TRY(connection->execute(kSettings));
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, bool writable) {
  // A connection for reading opens for writing too: a reader may be the first to meet the journal of a writer that
  // died, and must then put the database back.
  INFRA_ASSIGN(std::unique_ptr<Connection> connection, open_with(path, SQLITE_OPEN_READWRITE));
  if (!writable) INFRA_TRY(connection->execute("PRAGMA query_only = ON;"));
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::in_memory() {
  return open_with(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Connection::~Connection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<void> Connection::execute(const std::string& statements) {
  const int code = sqlite3_exec(database_, statements.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(error(code));
  return {};
}

Result<std::string> Connection::ask(const std::string& sql) {
  Query query(*this, sql);
  INFRA_ASSIGN(const bool found, query.next());
  if (!found) return fail(diag::error(diag::StateDamaged, path_, "`" + sql + "` has no answer"));
  return query.text(0);
}

Result<std::string> Connection::serialize() {
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(database_, "main", &size, 0);
  if (bytes == nullptr) return fail(error(SQLITE_NOMEM));
  std::string copy(reinterpret_cast<char*>(bytes), static_cast<size_t>(size));
  sqlite3_free(bytes);
  return copy;
}

int Connection::commit() { return sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr); }

void Connection::roll_back() {
  // Some errors have rolled back already.
  if (sqlite3_get_autocommit(database_) == 0) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Error Connection::error(int code) {
  failed_ = true;
  const std::string reason = database_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database_);
  Error error = [&] {
    switch (code & 0xff) {
      case SQLITE_FULL:
        return diag::error(diag::DiskFull, path_).way_out("free some space on its file system, then run it again");
      case SQLITE_ERROR:  // the SQL is ours and right: the schema that it meets is not
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB: return diag::error(diag::StateDamaged, path_, reason);
      case SQLITE_CONSTRAINT: return diag::error(diag::StateRefuses, reason);
      default: return diag::error(diag::StateFailed, path_, reason);
    }
  }();
  if (is_fatal(code) && !fatal_) fatal_ = error;
  return error;
}

sqlite3_stmt* Connection::prepared(const std::string& sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return nullptr;
  statements_.emplace(sql, statement);
  return statement;
}

Query::Query(Connection& connection, const std::string& sql) : connection_(connection) {
  statement_ = connection.prepared(sql);
  if (statement_ == nullptr) bind_result_ = sqlite3_extended_errcode(connection.database_);
}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Result<bool> Query::next() {
  if (damaged_ != nullptr) return fail(diag::error(diag::StateDamaged, connection_.path(), damaged_));
  if (bind_result_ != SQLITE_OK) return fail(connection_.error(bind_result_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fail(connection_.error(code));
}

Result<void> Query::run() {
  INFRA_TRY(next());
  return {};
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

int64_t Query::integer(int column) { return sqlite3_column_int64(statement_, column); }

uint64_t Query::number(int column) { return static_cast<uint64_t>(integer(column)); }

std::string Query::text(int column) { return bytes(column); }

std::string Query::bytes(int column) {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), static_cast<size_t>(size));
}

Digest Query::digest(int column) {
  Digest digest;
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr || sqlite3_column_bytes(statement_, column) != static_cast<int>(digest.bytes.size())) {
    mark_damaged("a digest has not 32 bytes");
    return digest;
  }
  std::copy_n(static_cast<const uint8_t*>(data), digest.bytes.size(), digest.bytes.begin());
  return digest;
}

Json Query::json(int column) {
  // What was accepted once must be readable ever after: deeper than any value that a plan can hold.
  constexpr int kDepth = 4096;
  auto value = parse_json(text(column), kDepth);
  if (value) return std::move(*value);
  mark_damaged("a column of JSON does not parse");
  return Json();
}

void Query::bind_one(int64_t value) {
  const int code = sqlite3_bind_int64(statement_, ++bound_, value);
  if (bind_result_ == SQLITE_OK) bind_result_ = code;
}

void Query::bind_one(const std::optional<uint64_t>& value) {
  if (value) return bind_one(*value);
  const int code = sqlite3_bind_null(statement_, ++bound_);
  if (bind_result_ == SQLITE_OK) bind_result_ = code;
}

void Query::bind_one(std::string_view text) {
  const int code = sqlite3_bind_text64(statement_, ++bound_, text.data() == nullptr ? "" : text.data(), text.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (bind_result_ == SQLITE_OK) bind_result_ = code;
}

void Query::bind_one(const Bytes& bytes) {
  const int code = sqlite3_bind_blob64(statement_, ++bound_, bytes.bytes.data() == nullptr ? "" : bytes.bytes.data(),
                                       bytes.bytes.size(), SQLITE_TRANSIENT);
  if (bind_result_ == SQLITE_OK) bind_result_ = code;
}

void Query::bind_one(const Digest& digest) {
  bind_one(Bytes{{reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()}});
}

// Not the canonical form: that one writes integers past 2^53 as a double, and a result must come back as it was given.
void Query::bind_one(const Json& json) { bind_one(json.dump(-1, ' ', false, Json::error_handler_t::replace)); }

}  // namespace infra::runtime::sqlite
