#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/enum_text.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

Run decode(Query& query) {
  Run run;
  int column = 0;
  run.id = query.number(column++);
  run.verb = query.text(column++);
  run.change_set = query.digest(column++);
  run.plan = query.digest(column++);
  run.generation = query.number(column++);
  run.status = enum_of(query, column++, kRunStatuses, status_text);
  run.started_ms = query.integer(column++);
  run.ended_ms = query.integer(column++);
  run.who = query.text(column++);
  return run;
}

std::string where(std::string_view condition) {
  return kRuns.select() + " WHERE made <= ?1 AND until > ?1 " + std::string(condition);
}

bool unfinished(RunStatus status) { return status == RunStatus::Open || status == RunStatus::Committed; }

}  // namespace

Result<std::vector<Run>> read_runs(const Moment& at) {
  static const std::string sql = where("ORDER BY id DESC");
  return rows(at.db, sql, decode, at.transaction);
}

Result<std::optional<Run>> read_unfinished_run(const Moment& at) {
  static const std::string sql = where("AND status IN ('open', 'committed')");
  return row(at.db, sql, decode, at.transaction);
}

Result<void> write_run(const Writing& in, Run& run) {
  INFRA_ASSIGN(const std::optional<Run> other, read_unfinished_run(in.moment()));
  if (other && other->id != run.id && unfinished(run.status)) {
    return fail(diag::error(diag::RunUnfinished, other->id).way_out("`infra apply` without a plan goes on with it"));
  }
  uint64_t id = run.id;
  if (id == 0) {
    INFRA_ASSIGN(id, draw_number(in, "run"));
  } else {
    static const std::string stored = where("AND id = ?2");
    INFRA_ASSIGN(const std::optional<Run> before, row(in.db, stored, decode, in.transaction, id));
    if (!before) return fail(diag::error(diag::StateRefuses, "a run that was never started"));
    if (!unfinished(before->status) && before->status != run.status) {
      return fail(diag::error(diag::StateRefuses, "to change the end of a run"));
    }
    static const std::string supersede = kRuns.supersede("id = ?2");
    INFRA_TRY(sqlite::run(in.db, supersede, in.transaction, id));
  }
  static const std::string insert = kRuns.insert();
  INFRA_TRY(sqlite::run(in.db, insert, id, run.verb, run.change_set, run.plan, run.generation, status_text(run.status),
                        run.started_ms, run.ended_ms, run.who, in.transaction));
  run.id = id;
  return {};
}

}  // namespace infra::runtime::sqlite
