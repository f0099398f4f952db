#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/enum_text.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

Intent decode(Query& query) {
  Intent intent;
  int column = 0;
  intent.id = query.number(column++);
  intent.run = query.number(column++);
  intent.step = query.text(column++);
  intent.operation = query.text(column++);
  intent.address = query.text(column++);
  intent.instance = query.number(column++);
  intent.kind = query.text(column++);
  intent.provider = query.text(column++);
  intent.token = query.text(column++);
  intent.input = query.digest(column++);
  intent.fence = query.number(column++);
  intent.status = enum_of(query, column++, kIntentStatuses, status_text);
  intent.detail = query.json(column++);
  return intent;
}

std::string where(std::string_view condition) {
  return kIntents.select() + " WHERE made <= ?1 AND until > ?1 AND " + std::string(condition);
}

}  // namespace

Result<std::vector<Intent>> read_intents(const Moment& at, uint64_t run) {
  static const std::string sql = where("run = ?2 ORDER BY id");
  return rows(at.db, sql, decode, at.transaction, run);
}

Result<std::vector<Intent>> read_open_intents(const Moment& at) {
  static const std::string sql = where("status = 'open' ORDER BY id");
  return rows(at.db, sql, decode, at.transaction);
}

Result<void> write_intent(const Writing& in, Intent& intent) {
  uint64_t id = intent.id;
  if (id == 0) {
    INFRA_ASSIGN(id, draw_number(in, "intent"));
  } else {
    static const std::string stored = where("id = ?2");
    INFRA_ASSIGN(const std::optional<Intent> before, row(in.db, stored, decode, in.transaction, id));
    if (!before) return fail(diag::error(diag::StateRefuses, "an intent that was never opened"));
    static const std::string supersede = kIntents.supersede("id = ?2");
    INFRA_TRY(run(in.db, supersede, in.transaction, id));
  }
  static const std::string insert = kIntents.insert();
  INFRA_TRY(run(in.db, insert, id, intent.run, intent.step, intent.operation, intent.address, intent.instance,
                intent.kind, intent.provider, intent.token, intent.input, intent.fence, status_text(intent.status),
                intent.detail, in.transaction));
  intent.id = id;
  return {};
}

}  // namespace infra::runtime::sqlite
