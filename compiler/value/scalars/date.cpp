#include <chrono>

#include "compiler/value/scalars.h"
#include "compiler/value/scalars/parsers.h"

namespace infra::value {

namespace {

bool has_the_form(std::string_view text) {
  bool shaped = text.size() == 10;
  for (size_t i = 0; shaped && i < 10; ++i) {
    shaped = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  }
  return shaped;
}

/// Of a text that has the form.
std::chrono::year_month_day day_of(std::string_view text) {
  auto number = [&](size_t at, size_t size) {
    unsigned value = 0;
    for (char c : text.substr(at, size)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  return {std::chrono::year(static_cast<int>(number(0, 4))), std::chrono::month(number(5, 2)),
          std::chrono::day(number(8, 2))};
}

}  // namespace

Result<std::string> parse_date_text(std::string_view text) {
  auto wrong = [&](std::string_view reason) { return fail(unparsable(types::TypeKind::Date, text, reason)); };
  if (!has_the_form(text)) return wrong("a date is `2027-01-31`: year, month, day");
  if (!day_of(text).ok()) return wrong("the calendar has no such day");
  return std::string(text);
}

std::optional<int64_t> days_between(std::string_view from, std::string_view until) {
  if (!has_the_form(from) || !has_the_form(until) || !day_of(from).ok() || !day_of(until).ok()) return std::nullopt;
  return (std::chrono::sys_days(day_of(until)) - std::chrono::sys_days(day_of(from))).count();
}

}  // namespace infra::value
