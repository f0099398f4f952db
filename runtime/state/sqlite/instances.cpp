#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/enum_text.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

Json made_with_json(const std::vector<MadeWith>& made_with) {
  Json all = Json::array();
  for (const MadeWith& one : made_with) {
    all.push_back({{"address", one.address}, {"instance", one.instance}, {"results", one.results}});
  }
  return all;
}

std::vector<MadeWith> made_with_of(Query& query, int column) {
  std::vector<MadeWith> all;
  const Json json = query.json(column);
  for (const Json& one : json) {
    const auto address = one.find("address"), instance = one.find("instance"), results = one.find("results");
    if (address == one.end() || !address->is_string() || instance == one.end() || !instance->is_number_unsigned() ||
        results == one.end()) {
      query.mark_damaged("what an instance was made with is not as it was written");
      return {};
    }
    all.push_back({address->get<std::string>(), instance->get<uint64_t>(), *results});
  }
  return all;
}

Instance decode(Query& query) {
  Instance row;
  int column = 0;
  row.number = query.number(column++);
  row.address = query.text(column++);
  row.identity = query.digest(column++);
  row.status = enum_of(query, column++, kInstanceStatuses, status_text);
  row.kind = query.text(column++);
  row.kind_version = query.integer(column++);
  row.lifecycle = enum_of(query, column++, kLifecycles, plan::lifecycle_text);
  row.provider = query.text(column++);
  row.provider_id = query.text(column++);
  row.inputs = query.json(column++);
  row.inputs_digest = query.digest(column++);
  row.results = query.json(column++);
  row.baseline = query.json(column++);
  row.made_with = made_with_of(query, column++);
  row.plan = query.digest(column++);
  row.protect = query.integer(column++) != 0;
  row.run = query.number(column++);
  row.revision = query.number(column++);
  row.fence = query.number(column++);
  return row;
}

std::string where(std::string_view condition) {
  return kInstances.select() + " WHERE made <= ?1 AND until > ?1 AND " + std::string(condition);
}

}  // namespace

Result<std::vector<Instance>> read_instances(const Moment& at) {
  static const std::string sql = where("status <> 'retired' ORDER BY address, number");
  return rows(at.db, sql, decode, at.transaction);
}

Result<std::vector<Instance>> read_instances_of(const Moment& at, const std::string& address) {
  static const std::string sql = where("address = ?2 ORDER BY number");
  return rows(at.db, sql, decode, at.transaction, address);
}

Result<std::optional<Instance>> read_instance(const Moment& at, uint64_t number) {
  static const std::string sql = where("number = ?2");
  return row(at.db, sql, decode, at.transaction, number);
}

Result<void> write_instance(const Writing& in, Instance& row) {
  INFRA_ASSIGN(const std::optional<Instance> stored, read_instance(in.moment(), row.number));
  const uint64_t revision = stored ? stored->revision : 0;
  if (revision != row.revision) {
    return fail(diag::error(diag::RevisionConflict, row.number, row.address, revision, row.revision));
  }
  if (stored) {
    static const std::string supersede = kInstances.supersede("number = ?2");
    INFRA_TRY(run(in.db, supersede, in.transaction, row.number));
  }
  static const std::string insert = kInstances.insert();
  INFRA_TRY(run(in.db, insert, row.number, row.address, row.identity, status_text(row.status), row.kind,
                row.kind_version, plan::lifecycle_text(row.lifecycle), row.provider, row.provider_id, row.inputs,
                row.inputs_digest, row.results, row.baseline, made_with_json(row.made_with), row.plan, row.protect,
                row.run, revision + 1, in.fence, in.transaction));
  row.revision = revision + 1;
  row.fence = in.fence;
  return {};
}

}  // namespace infra::runtime::sqlite
