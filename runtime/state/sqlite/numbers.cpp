#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

uint64_t decode(Query& query) { return query.number(0); }

}  // namespace

// Drawn is used up, even when nothing came of it: a number that was ever put on a thing never names another.
Result<uint64_t> draw_number(const Writing& in, const std::string& what) {
  static const std::string last = "SELECT coalesce(max(number), 0) FROM numbers WHERE what = ?1";
  INFRA_ASSIGN(const std::optional<uint64_t> before, row(in.db, last, decode, what));
  const uint64_t number = before.value_or(0) + 1;
  static const std::string insert = kNumbers.insert();
  INFRA_TRY(run(in.db, insert, what, number, in.transaction));
  return number;
}

}  // namespace infra::runtime::sqlite
