#include "compiler/value/builtins/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "compiler/value/scalars.h"

namespace infra::value::builtin {

Result<std::chrono::year_month_day> date_of(const ValueStore& values, ValueId value) {
  INFRA_ASSIGN(std::string text, parse_scalar(TypeKind::Date, values.as_text(value)));
  auto number = [&](size_t at, size_t size) {
    unsigned digits = 0;
    std::from_chars(text.data() + at, text.data() + at + size, digits);
    return digits;
  };
  return std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))),
                                     std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
}

Result<ValueId> date_value(std::string_view builtin, ValueStore& values, std::chrono::year_month_day date,
                           ValueId argument, std::string_view parameter) {
  int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) {
    return out_of_range(builtin, values, argument, parameter, "it leads out of the years 0 to 9999");
  }
  return values.string(
      fmt::format("{:04}-{:02}-{:02}", year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())));
}

Result<ValueId> add_months(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments,
                           int64_t months_each) {
  constexpr int64_t kMost = 9999 * 12;
  INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
  INFRA_ASSIGN(int64_t count, int_between(builtin, values, arguments[1], "count", -kMost, kMost));
  std::chrono::months by(static_cast<int>(count * months_each));
  std::chrono::year_month_day moved = date + by;
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return date_value(builtin, values, moved, arguments[1], "count");
}

int64_t weekday_of(std::chrono::year_month_day date) {
  return std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding();
}

bool format_date(std::chrono::year_month_day date, std::string_view pattern, std::string& out, std::string& wrong) {
  static constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                               "May",       "June",     "July",     "August",
                                                               "September", "October",  "November", "December"};
  static constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                            "Friday", "Saturday", "Sunday"};
  int year = static_cast<int>(date.year());
  unsigned month = static_cast<unsigned>(date.month()), day = static_cast<unsigned>(date.day());
  std::string_view month_name = kMonths[month - 1], day_name = kDays[static_cast<size_t>(weekday_of(date) - 1)];
  const std::pair<std::string_view, std::string> fields[] = {
      {"YYYY", fmt::format("{:04}", year)}, {"YY", fmt::format("{:02}", year % 100)},
      {"MMMM", std::string(month_name)},    {"MMM", std::string(month_name.substr(0, 3))},
      {"MM", fmt::format("{:02}", month)},  {"M", fmt::format("{}", month)},
      {"DD", fmt::format("{:02}", day)},    {"D", fmt::format("{}", day)},
      {"EEEE", std::string(day_name)},      {"EEE", std::string(day_name.substr(0, 3))},
  };
  while (!pattern.empty()) {
    char first = pattern[0];
    if (first == '\'') {
      size_t end = pattern.find('\'', 1);
      if (end == pattern.npos) {
        wrong = "its last `'` has no other";
        return false;
      }
      out += end == 1 ? "'" : pattern.substr(1, end - 1);
      pattern.remove_prefix(end + 1);
      continue;
    }
    bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    size_t length = letter ? std::min(pattern.find_first_not_of(first), pattern.size()) : 1;
    std::string_view part = pattern.substr(0, length);
    pattern.remove_prefix(length);
    auto field = std::find_if(std::begin(fields), std::end(fields), [&](const auto& f) { return f.first == part; });
    if (letter && field == std::end(fields)) {
      wrong = fmt::format("`{}` is no part of a date; text stands between single quotes", part);
      return false;
    }
    out += letter ? std::string_view(field->second) : part;
  }
  return true;
}

}  // namespace infra::value::builtin
