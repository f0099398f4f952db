// Days of the proleptic Gregorian calendar, for the builtins of Date.
#pragma once

#include <chrono>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// E0320 when the text is no date.
Result<std::chrono::year_month_day> date_of(const ValueStore& values, ValueId value);

/// `date` as a value; E0327 about `parameter` when it is not in the years 0 to 9999.
Result<ValueId> date_value(std::string_view builtin, ValueStore& values, std::chrono::year_month_day date,
                           ValueId argument, std::string_view parameter);

/// `date` moved by months; a day that the month does not have becomes its last.
Result<ValueId> add_months(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments,
                           int64_t months_each);

/// From 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
int64_t weekday_of(std::chrono::year_month_day date);

/// Appends `date` as `pattern` says; false when a letter of it means nothing, with why in `wrong`.
bool format_date(std::chrono::year_month_day date, std::string_view pattern, std::string& out, std::string& wrong);

}  // namespace infra::value::builtin
