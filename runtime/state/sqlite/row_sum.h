// A checksum in every row. SQLite notices a damaged page, but not a flipped bit inside of a value; with this, the
// integrity check at open does: every table has `CHECK (sum = row_sum(…))`.
#pragma once

#include <sqlite3.h>

namespace infra::runtime::sqlite {

/// Makes the SQL function `row_sum(values…)` known: SipHash-2-4 over the types and values, as an integer.
void register_row_sum(sqlite3* database);

}  // namespace infra::runtime::sqlite
