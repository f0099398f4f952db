#include <chrono>

#include "compiler/value/scalars/parsers.h"

namespace infra::value {

Result<std::string> parse_date_text(std::string_view text) {
  auto wrong = [&](std::string_view reason) { return fail(unparsable(types::TypeKind::Date, text, reason)); };
  bool shaped = text.size() == 10;
  for (size_t i = 0; shaped && i < 10; ++i) {
    shaped = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  }
  if (!shaped) return wrong("a date is `2027-01-31`: year, month, day");
  auto number = [&](size_t at, size_t size) {
    unsigned value = 0;
    for (char c : text.substr(at, size)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))), std::chrono::month(number(5, 2)),
                                   std::chrono::day(number(8, 2)));
  if (!date.ok()) return wrong("the calendar has no such day");
  return std::string(text);
}

}  // namespace infra::value
