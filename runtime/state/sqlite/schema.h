// The tables. All of them only grow: a row is a revision, valid for the transactions from `made` up to (and without)
// `until`, and the one change that a trigger lets through sets `until` when the next revision takes its place. So the
// history is the state, and a reader that holds a transaction's number sees that moment without any lock.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/state/sqlite/connection.h"

namespace infra::runtime::sqlite {

/// `until` of the revision that stands.
inline constexpr int64_t kForever = std::numeric_limits<int64_t>::max();

/// "INFR": what `file` and SQLite's own tools know a state by.
inline constexpr int kApplicationId = 0x494e4652;

struct Column {
  std::string_view name;
  std::string_view type;  ///< INTEGER, TEXT or BLOB, and `NULL` where it may be absent.
};

struct Table {
  std::string_view name;
  std::vector<Column> columns;            ///< Without made, until and sum.
  bool superseded = false;                ///< Has `until`.
  std::vector<std::string_view> indexes;  ///< What follows `ON <table>`, `UNIQUE` in front where it is.

  std::string create() const;  ///< Table, indexes and the triggers that keep its history.
  std::string insert() const;  ///< Parameters: the columns in order, then made.
  /// Ends the standing revision where `condition` holds. Parameters: ?1 the transaction, then those of the condition.
  std::string supersede(std::string_view condition) const;
  std::string select() const;  ///< `SELECT <columns> FROM <table>`
};

extern const Table kDeployment, kTransactions, kLeases, kNumbers, kInstances, kRuns, kIntents, kGenerations, kEntries,
    kDocuments, kValues, kConsumed, kAudit, kHeads;

Result<void> create_schema(Connection& connection);
/// Application id, format version, integrity: E0603, E0606.
Result<void> check_schema(Connection& connection);

}  // namespace infra::runtime::sqlite
