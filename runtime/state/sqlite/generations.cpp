#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

Generation decode_generation(Query& query) {
  Generation generation;
  int column = 0;
  generation.number = query.number(column++);
  generation.run = query.number(column++);
  generation.plan = query.digest(column++);
  generation.committed = query.integer(column++) != 0;
  generation.committed_ms = query.integer(column++);
  return generation;
}

Entry decode_entry(Query& query) {
  Entry entry;
  int column = 0;
  entry.address = query.text(column++);
  if (!query.is_null(column)) entry.instance = query.number(column);
  ++column;
  entry.inputs = query.digest(column++);
  entry.plan = query.digest(column++);
  entry.generation = query.number(column++);
  return entry;
}

uint64_t decode_number(Query& query) { return query.number(0); }

std::string where(const Table& table, std::string_view condition) {
  return table.select() + " WHERE made <= ?1 AND until > ?1 " + std::string(condition);
}

/// The transaction in which the newest committed generation up to `generation` was committed, if there is
/// one.
Result<std::optional<uint64_t>> committed_in(const Moment& at, uint64_t generation) {
  static const std::string sql =
      "SELECT made FROM generations WHERE made <= ?1 AND until > ?1 AND committed = 1 AND number <= ?2 "
      "ORDER BY number DESC LIMIT 1";
  return row(at.db, sql, decode_number, at.transaction, generation);
}

}  // namespace

Result<std::vector<Generation>> read_generations(const Moment& at) {
  static const std::string sql = where(kGenerations, "ORDER BY number");
  return rows(at.db, sql, decode_generation, at.transaction);
}

Result<std::optional<Generation>> read_head(const Moment& at) {
  static const std::string sql = where(kGenerations, "AND committed = 1 ORDER BY number DESC LIMIT 1");
  return row(at.db, sql, decode_generation, at.transaction);
}

// Entries are written in the transaction that commits their generation, so the map at a generation is what
// stood at the moment of that commit.
Result<std::map<std::string, Entry>> read_map(const Moment& at, uint64_t generation) {
  std::map<std::string, Entry> map;
  INFRA_ASSIGN(const std::optional<uint64_t> commit, committed_in(at, generation));
  if (!commit) return map;
  static const std::string sql = where(kEntries, "AND instance IS NOT NULL");
  INFRA_ASSIGN(std::vector<Entry> entries, rows(at.db, sql, decode_entry, *commit));
  for (Entry& entry : entries) map.emplace(entry.address, std::move(entry));
  return map;
}

Result<void> write_generation(const Writing& in, const Generation& generation) {
  static const std::string stored = where(kGenerations, "AND number = ?2");
  INFRA_ASSIGN(const auto before, row(in.db, stored, decode_generation, in.transaction, generation.number));
  if (before && before->committed) return fail(diag::error(diag::StateRefuses, "to change a committed generation"));
  if (generation.committed) {
    INFRA_ASSIGN(const std::optional<Generation> head, read_head(in.moment()));
    if (head && head->number >= generation.number) {
      return fail(diag::error(diag::StateRefuses, "to commit a generation older than the committed one"));
    }
    INFRA_ASSIGN(const auto commit, committed_in(in.moment(), generation.number));
    if (commit == in.transaction) {
      return fail(diag::error(diag::StateRefuses, "to commit two generations in one transaction"));
    }
  }
  static const std::string supersede = kGenerations.supersede("number = ?2");
  INFRA_TRY(run(in.db, supersede, in.transaction, generation.number));
  static const std::string insert = kGenerations.insert();
  return run(in.db, insert, generation.number, generation.run, generation.plan, generation.committed,
             generation.committed_ms, in.transaction);
}

Result<void> write_entry(const Writing& in, const Entry& entry) {
  INFRA_ASSIGN(const std::optional<uint64_t> commit, committed_in(in.moment(), entry.generation));
  INFRA_ASSIGN(const std::optional<Generation> head, read_head(in.moment()));
  if (commit != in.transaction || head->number != entry.generation) {
    return fail(diag::error(diag::StateRefuses, "an entry outside of its generation's commit"));
  }
  static const std::string supersede = kEntries.supersede("address = ?2");
  INFRA_TRY(run(in.db, supersede, in.transaction, entry.address));
  static const std::string insert = kEntries.insert();
  return run(in.db, insert, entry.address, entry.instance, entry.inputs, entry.plan, entry.generation, in.transaction);
}

}  // namespace infra::runtime::sqlite
