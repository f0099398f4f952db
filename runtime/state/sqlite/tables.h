// Reading and writing rows, one .cpp for each group of tables. Reads are of one moment; writes belong to the
// transaction under way.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/state/rows.h"
#include "runtime/state/sqlite/connection.h"
#include "runtime/state/sqlite/schema.h"

namespace infra::runtime::sqlite {

struct Moment {
  Connection& db;
  uint64_t transaction;  ///< The last one that is seen.
};

struct Writing {
  Connection& db;
  uint64_t transaction;
  uint64_t fence;  ///< Of the lease, put into every row.

  Moment moment() const { return {db, transaction}; }
};

/// All rows that `sql` gives, its parameters bound to `values`.
template <typename Row, typename... Values>
Result<std::vector<Row>> rows(Connection& db, const std::string& sql, Row (*decode)(Query&), const Values&... values) {
  std::vector<Row> all;
  Query query(db, sql);
  query.bind(values...);
  while (true) {
    INFRA_ASSIGN(const bool found, query.next());
    if (!found) return all;
    all.push_back(decode(query));
  }
}

template <typename Row, typename... Values>
Result<std::optional<Row>> row(Connection& db, const std::string& sql, Row (*decode)(Query&), const Values&... values) {
  INFRA_ASSIGN(std::vector<Row> all, rows(db, sql, decode, values...));
  if (all.empty()) return std::nullopt;
  return std::optional<Row>(std::move(all.front()));
}

template <typename... Values>
Result<void> run(Connection& db, const std::string& sql, const Values&... values) {
  return Query(db, sql).bind(values...).run();
}

// instances.cpp
Result<std::vector<Instance>> read_instances(const Moment& at);
Result<std::vector<Instance>> read_instances_of(const Moment& at, const std::string& address);
Result<std::optional<Instance>> read_instance(const Moment& at, uint64_t number);
Result<void> write_instance(const Writing& in, Instance& row);

// runs.cpp
Result<std::vector<Run>> read_runs(const Moment& at);
Result<std::optional<Run>> read_unfinished_run(const Moment& at);
Result<void> write_run(const Writing& in, Run& run);

// intents.cpp
Result<std::vector<Intent>> read_intents(const Moment& at, uint64_t run);
Result<std::vector<Intent>> read_open_intents(const Moment& at);
Result<void> write_intent(const Writing& in, Intent& intent);

// generations.cpp
Result<std::vector<Generation>> read_generations(const Moment& at);
Result<std::optional<Generation>> read_head(const Moment& at);
Result<std::map<std::string, Entry>> read_map(const Moment& at, uint64_t generation);
Result<void> write_generation(const Writing& in, const Generation& generation);
Result<void> write_entry(const Writing& in, const Entry& entry);

// numbers.cpp
Result<uint64_t> draw_number(const Writing& in, const std::string& what);

// documents.cpp
Result<std::optional<std::string>> read_document(const Moment& at, const Digest& digest);
Result<void> write_document(const Writing& in, const Digest& digest, std::string_view bytes);
Result<bool> consume_change_set(const Writing& in, const Digest& change_set);
Result<std::optional<std::string>> read_value(const Moment& at, const std::string& key);
Result<void> write_value(const Writing& in, const std::string& key, std::string_view bytes);
Result<void> end_value(const Writing& in, const std::string& key);

// audit_rows.cpp
Result<std::vector<AuditRecord>> read_audit(const Moment& at);
Result<std::vector<AuditRecord>> read_audit_of(const Moment& at, uint64_t run);
Result<std::map<uint64_t, Digest>> read_heads(const Moment& at);
Result<Digest> read_chain_head(const Moment& at, uint64_t run);
Result<void> write_audit(const Writing& in, AuditRecord& record);
Result<void> write_join(const Writing& in, uint64_t run);

// transactions.cpp
struct Founded {
  std::string deployment;
  std::string lineage;
  uint64_t epoch = 0;
};
Result<void> write_deployment(const Writing& in, const Founded& founded);
Result<Founded> read_deployment(Connection& db);
Result<uint64_t> last_transaction(Connection& db);
Result<uint64_t> last_fence(Connection& db);
Result<void> write_transaction(const Writing& in, std::string_view token);
Result<bool> transaction_exists(Connection& db, uint64_t transaction, std::string_view token);
Result<void> write_lease(const Writing& in, const std::string& who, int64_t pid, int64_t since_ms);

}  // namespace infra::runtime::sqlite
