#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_day_of_year = {
    .name = "day_of_year",
    .on = "Date",
    .signature = "Date.day_of_year -> Int",
    .doc = "The day of the year, from 1.",
    .example = R"(d.day_of_year == 31, with d: Date = "2027-01-31")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      std::chrono::sys_days first = date.year() / std::chrono::January / 1;
      return values.integer((std::chrono::sys_days(date) - first).count() + 1);
    },
};

}  // namespace infra::value::builtin
