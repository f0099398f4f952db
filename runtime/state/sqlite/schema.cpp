#include "runtime/state/sqlite/schema.h"

#include <fmt/format.h>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/rows.h"

namespace infra::runtime::sqlite {

const Table kDeployment{
    "deployment", {{"name", "TEXT"}, {"lineage", "TEXT"}, {"epoch", "INTEGER"}}, false, {"UNIQUE (made)"}};

/// `token` is drawn by the writer: a commit whose outcome is in doubt is looked up by it.
const Table kTransactions{"transactions", {{"token", "BLOB"}, {"fence", "INTEGER"}}, false, {"UNIQUE (made)"}};

const Table kLeases{"leases",
                    {{"fence", "INTEGER"}, {"who", "TEXT"}, {"pid", "INTEGER"}, {"since_ms", "INTEGER"}},
                    false,
                    {"UNIQUE (fence)"}};

/// Every number ever drawn, used or not.
const Table kNumbers{"numbers", {{"what", "TEXT"}, {"number", "INTEGER"}}, false, {"UNIQUE (what, number)"}};

const Table kInstances{"instances",
                       {{"number", "INTEGER"},
                        {"address", "TEXT"},
                        {"identity", "BLOB"},
                        {"status", "TEXT"},
                        {"kind", "TEXT"},
                        {"kind_version", "INTEGER"},
                        {"lifecycle", "TEXT"},
                        {"provider", "TEXT"},
                        {"provider_id", "TEXT"},
                        {"inputs", "TEXT"},
                        {"inputs_digest", "BLOB"},
                        {"results", "TEXT"},
                        {"baseline", "TEXT"},
                        {"made_with", "TEXT"},
                        {"plan", "BLOB"},
                        {"protect", "INTEGER"},
                        {"run", "INTEGER"},
                        {"revision", "INTEGER"},
                        {"fence", "INTEGER"}},
                       true,
                       {"UNIQUE (number, revision)", "(address, until)", "(until) WHERE status <> 'retired'"}};

const Table kRuns{"runs",
                  {{"id", "INTEGER"},
                   {"verb", "TEXT"},
                   {"change_set", "BLOB"},
                   {"plan", "BLOB"},
                   {"generation", "INTEGER"},
                   {"status", "TEXT"},
                   {"started_ms", "INTEGER"},
                   {"ended_ms", "INTEGER"},
                   {"who", "TEXT"}},
                  true,
                  {"(id, until)", "(until) WHERE status IN ('open', 'committed')"}};

const Table kIntents{"intents",
                     {{"id", "INTEGER"},
                      {"run", "INTEGER"},
                      {"step", "TEXT"},
                      {"operation", "TEXT"},
                      {"address", "TEXT"},
                      {"instance", "INTEGER"},
                      {"kind", "TEXT"},
                      {"provider", "TEXT"},
                      {"token", "TEXT"},
                      {"input", "BLOB"},
                      {"fence", "INTEGER"},
                      {"status", "TEXT"},
                      {"detail", "TEXT"}},
                     true,
                     {"(id, until)", "(run, until)", "(until) WHERE status = 'open'"}};

const Table kGenerations{"generations",
                         {{"number", "INTEGER"},
                          {"run", "INTEGER"},
                          {"plan", "BLOB"},
                          {"committed", "INTEGER"},
                          {"committed_ms", "INTEGER"}},
                         true,
                         {"(number, until)"}};

const Table kEntries{"entries",
                     {{"address", "TEXT"},
                      {"instance", "INTEGER NULL"},
                      {"inputs", "BLOB"},
                      {"plan", "BLOB"},
                      {"generation", "INTEGER"}},
                     true,
                     {"UNIQUE (address, generation)", "(until)"}};

const Table kDocuments{"documents", {{"digest", "BLOB"}, {"bytes", "BLOB"}}, false, {"UNIQUE (digest)"}};

const Table kValues{"facts", {{"key", "TEXT"}, {"bytes", "BLOB"}}, true, {"(key, until)"}};

const Table kConsumed{"consumed", {{"change_set", "BLOB"}}, false, {"UNIQUE (change_set)"}};

const Table kAudit{"audit",
                   {{"sequence", "INTEGER"},
                    {"run", "INTEGER"},
                    {"time_ms", "INTEGER"},
                    {"who", "TEXT"},
                    {"event", "TEXT"},
                    {"body", "TEXT"},
                    {"previous", "BLOB"},
                    {"digest", "BLOB"}},
                   false,
                   {"UNIQUE (sequence)", "(run, sequence)"}};

/// The last record of every chain: without them a log cut short would look whole.
const Table kHeads{"heads", {{"run", "INTEGER"}, {"digest", "BLOB"}}, true, {"(run, until)"}};

namespace {

std::string names_of(const Table& table, std::string_view separator = ", ") {
  std::string names;
  for (const Column& column : table.columns)
    names += (names.empty() ? "" : std::string(separator)) + std::string(column.name);
  return names;
}

/// Everything in a row that is checked. Documents are not: they are named by their own digest.
std::string sum_of(const Table& table, std::string_view until) {
  std::string arguments = fmt::format("'{}'", table.name);
  for (const Column& column : table.columns) {
    if (&table != &kDocuments || column.name != "bytes") arguments += fmt::format(", {}", column.name);
  }
  arguments += ", made";
  if (table.superseded) arguments += fmt::format(", {}", until);
  return fmt::format("row_sum({})", arguments);
}

std::string index_of(const Table& table, size_t number) {
  std::string_view rule = table.indexes[number];
  constexpr std::string_view kUnique = "UNIQUE ";
  const bool unique = rule.starts_with(kUnique);
  if (unique) rule.remove_prefix(kUnique.size());
  return fmt::format("CREATE {}INDEX {}_{} ON {} {};\n", unique ? "UNIQUE " : "", table.name, number, table.name, rule);
}

}  // namespace

std::string Table::create() const {
  std::string columns_text;
  for (const Column& column : columns) {
    const bool optional = column.type.ends_with(" NULL");
    columns_text += fmt::format("  {} {}{},\n", column.name, column.type, optional ? "" : " NOT NULL");
  }
  std::string sql = fmt::format(
      "CREATE TABLE {} (\n{}  made INTEGER NOT NULL{},\n{}  sum INTEGER NOT NULL CHECK (sum = {})\n) STRICT;\n", name,
      columns_text, this == &kTransactions ? "" : " REFERENCES transactions (made)",
      superseded ? "  until INTEGER NOT NULL,\n" : "", sum_of(*this, "until"));
  for (size_t i = 0; i < indexes.size(); ++i) sql += index_of(*this, i);

  sql += fmt::format(
      "CREATE TRIGGER {0}_delete BEFORE DELETE ON {0} BEGIN\n  SELECT RAISE(ABORT, 'deleting from `{0}`: history "
      "stays');\nEND;\n",
      name);
  if (superseded) {
    sql += fmt::format(
        "CREATE TRIGGER {0}_change BEFORE UPDATE OF {1}, made ON {0} BEGIN\n  SELECT RAISE(ABORT, 'changing `{0}`: "
        "history stays');\nEND;\n"
        "CREATE TRIGGER {0}_supersede BEFORE UPDATE OF until ON {0} WHEN OLD.until <> {2} BEGIN\n  SELECT RAISE(ABORT, "
        "'changing `{0}`: history stays');\nEND;\n",
        name, names_of(*this), kForever);
  } else {
    sql += fmt::format(
        "CREATE TRIGGER {0}_change BEFORE UPDATE ON {0} BEGIN\n  SELECT RAISE(ABORT, 'changing `{0}`: history "
        "stays');\nEND;\n",
        name);
  }
  return sql;
}

std::string Table::insert() const {
  std::string values;
  size_t parameter = 0;
  for ([[maybe_unused]] const Column& column : columns) values += fmt::format("?{} AS {}, ", ++parameter, column.name);
  values += fmt::format("?{} AS made", ++parameter);
  if (superseded) values += fmt::format(", {} AS until", kForever);
  return fmt::format("INSERT INTO {} ({}, made{}, sum) SELECT *, {} FROM (SELECT {})", name, names_of(*this),
                     superseded ? ", until" : "", sum_of(*this, "until"), values);
}

std::string Table::supersede(std::string_view condition) const {
  return fmt::format("UPDATE {} SET until = ?1, sum = {} WHERE until = {} AND {}", name, sum_of(*this, "?1"), kForever,
                     condition);
}

std::string Table::select() const { return fmt::format("SELECT {} FROM {}", names_of(*this), name); }

Result<void> create_schema(Connection& connection) {
  INFRA_TRY(connection.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, kStateFormat)));
  for (const Table* table : {&kDeployment, &kTransactions, &kLeases, &kNumbers, &kInstances, &kRuns, &kIntents,
                             &kGenerations, &kEntries, &kDocuments, &kValues, &kConsumed, &kAudit, &kHeads}) {
    INFRA_TRY(connection.execute(table->create()));
  }
  return {};
}

Result<void> check_schema(Connection& connection) {
  INFRA_ASSIGN(const std::string application, connection.ask("PRAGMA application_id"));
  if (application != std::to_string(kApplicationId)) {
    return fail(
        diag::error(diag::StateDamaged, connection.path(), "its header does not say that it is a state of Infra"));
  }
  INFRA_ASSIGN(const std::string version, connection.ask("PRAGMA user_version"));
  if (version != std::to_string(kStateFormat)) {
    const int found = std::atoi(version.c_str());
    return fail(diag::error(diag::StateFormat, connection.path(), found, kStateFormat)
                    .way_out(found > kStateFormat ? "a newer infra wrote it: use that version, or a later one"
                                                  : "an older infra wrote it: use that version"));
  }
  INFRA_ASSIGN(const std::string verdict, connection.ask("PRAGMA integrity_check(1)"));
  if (verdict != "ok") return fail(diag::error(diag::StateDamaged, connection.path(), verdict));
  return {};
}

}  // namespace infra::runtime::sqlite
