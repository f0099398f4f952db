#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_add_days = {
    .name = "add_days",
    .on = "Date",
    .signature = "Date.add_days(count: Int) -> Date",
    .doc = "The date that is `count` days later, or earlier when `count` is below zero.",
    .example = R"(d.add_days(29) == "2027-03-01", with d: Date = "2027-01-31")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {kInt}, kDate);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      INFRA_ASSIGN(int64_t count, int_between("Date.add_days", values, arguments[1], "count", -3'700'000, 3'700'000));
      std::chrono::sys_days moved = std::chrono::sys_days(date) + std::chrono::days(count);
      return date_value("Date.add_days", values, std::chrono::year_month_day(moved), arguments[1], "count");
    },
};

}  // namespace infra::value::builtin
