#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/audit_record.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

AuditRecord decode(Query& query) {
  AuditRecord record;
  int column = 0;
  record.sequence = query.number(column++);
  record.run = query.number(column++);
  record.time_ms = query.integer(column++);
  record.who = query.text(column++);
  record.event = query.text(column++);
  record.body = query.json(column++);
  record.previous = query.digest(column++);
  record.digest = query.digest(column++);
  return record;
}

std::pair<uint64_t, Digest> decode_head(Query& query) { return {query.number(0), query.digest(1)}; }
uint64_t decode_number(Query& query) { return query.number(0); }

Result<void> write_head(const Writing& in, uint64_t run, const Digest& digest) {
  static const std::string supersede = kHeads.supersede("run = ?2");
  INFRA_TRY(sqlite::run(in.db, supersede, in.transaction, run));
  static const std::string insert = kHeads.insert();
  return sqlite::run(in.db, insert, run, digest, in.transaction);
}

/// The last record of the chain of `run`, if it has one.
Result<std::optional<Digest>> head_of(const Moment& at, uint64_t run) {
  static const std::string sql = kHeads.select() + " WHERE made <= ?1 AND until > ?1 AND run = ?2";
  INFRA_ASSIGN(const auto head, row(at.db, sql, decode_head, at.transaction, run));
  if (!head) return std::nullopt;
  return head->second;
}

}  // namespace

Result<std::vector<AuditRecord>> read_audit(const Moment& at) {
  static const std::string sql = kAudit.select() + " WHERE made <= ?1 ORDER BY sequence";
  return rows(at.db, sql, decode, at.transaction);
}

Result<std::vector<AuditRecord>> read_audit_of(const Moment& at, uint64_t run) {
  static const std::string sql = kAudit.select() + " WHERE made <= ?1 AND run = ?2 ORDER BY sequence";
  return rows(at.db, sql, decode, at.transaction, run);
}

Result<std::map<uint64_t, Digest>> read_heads(const Moment& at) {
  static const std::string sql = kHeads.select() + " WHERE made <= ?1 AND until > ?1";
  INFRA_ASSIGN(auto heads, rows(at.db, sql, decode_head, at.transaction));
  return std::map<uint64_t, Digest>(heads.begin(), heads.end());
}

Result<Digest> read_chain_head(const Moment& at, uint64_t run) {
  INFRA_ASSIGN(const std::optional<Digest> head, head_of(at, run));
  return head.value_or(Digest());
}

Result<void> write_audit(const Writing& in, AuditRecord& record) {
  static const std::string last = "SELECT coalesce(max(sequence), 0) FROM audit";
  INFRA_ASSIGN(const std::optional<uint64_t> before, row(in.db, last, decode_number));
  INFRA_ASSIGN(std::optional<Digest> head, head_of(in.moment(), record.run));
  if (!head) {
    INFRA_ASSIGN(head, head_of(in.moment(), 0));
  }
  AuditRecord linked = record;
  linked.sequence = before.value_or(0) + 1;
  // The digest is of what will be read: bytes that are not UTF-8 are replaced before they are stored.
  linked.body = Json::parse(record.body.dump(-1, ' ', false, Json::error_handler_t::replace));
  linked.previous = head.value_or(Digest());
  linked.digest = audit_digest(linked);
  static const std::string insert = kAudit.insert();
  INFRA_TRY(sqlite::run(in.db, insert, linked.sequence, linked.run, linked.time_ms, linked.who, linked.event,
                        linked.body, linked.previous, linked.digest, in.transaction));
  INFRA_TRY(write_head(in, linked.run, linked.digest));
  record = std::move(linked);
  return {};
}

Result<void> write_join(const Writing& in, uint64_t run) {
  static const std::string last =
      kAudit.select() + " WHERE sequence = (SELECT max(sequence) FROM audit WHERE run = ?1)";
  INFRA_ASSIGN(const std::optional<AuditRecord> end, row(in.db, last, decode, run));
  if (run == 0 || !end) return fail(diag::error(diag::StateRefuses, "to join a chain without records"));
  AuditRecord join;
  join.time_ms = end->time_ms;
  join.who = end->who;
  join.event = "join";
  join.body = join_body(run, end->digest);
  return write_audit(in, join);
}

}  // namespace infra::runtime::sqlite
