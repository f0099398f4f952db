#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

uint64_t decode_number(Query& query) { return query.number(0); }

Founded decode_founded(Query& query) {
  Founded founded;
  founded.deployment = query.text(0);
  founded.lineage = query.text(1);
  founded.epoch = query.number(2);
  return founded;
}

}  // namespace

Result<void> write_deployment(const Writing& in, const Founded& founded) {
  static const std::string insert = kDeployment.insert();
  return run(in.db, insert, founded.deployment, founded.lineage, founded.epoch, in.transaction);
}

Result<Founded> read_deployment(Connection& db) {
  static const std::string sql = kDeployment.select();
  INFRA_ASSIGN(std::optional<Founded> founded, row(db, sql, decode_founded));
  if (!founded) return fail(diag::error(diag::StateDamaged, db.path(), "it does not say of which deployment it is"));
  return std::move(*founded);
}

Result<uint64_t> last_transaction(Connection& db) {
  static const std::string sql = "SELECT coalesce(max(made), 0) FROM transactions";
  INFRA_ASSIGN(const std::optional<uint64_t> last, row(db, sql, decode_number));
  return last.value_or(0);
}

Result<uint64_t> last_fence(Connection& db) {
  static const std::string sql = "SELECT coalesce(max(fence), 0) FROM leases";
  INFRA_ASSIGN(const std::optional<uint64_t> last, row(db, sql, decode_number));
  return last.value_or(0);
}

Result<void> write_transaction(const Writing& in, std::string_view token) {
  static const std::string insert = kTransactions.insert();
  return run(in.db, insert, Bytes{token}, in.fence, in.transaction);
}

Result<bool> transaction_exists(Connection& db, uint64_t transaction, std::string_view token) {
  static const std::string sql = "SELECT count(*) FROM transactions WHERE made = ?1 AND token = ?2";
  INFRA_ASSIGN(const std::optional<uint64_t> count, row(db, sql, decode_number, transaction, Bytes{token}));
  return count.value_or(0) != 0;
}

Result<void> write_lease(const Writing& in, const std::string& who, int64_t pid, int64_t since_ms) {
  static const std::string insert = kLeases.insert();
  return run(in.db, insert, in.fence, who, pid, since_ms, in.transaction);
}

}  // namespace infra::runtime::sqlite
