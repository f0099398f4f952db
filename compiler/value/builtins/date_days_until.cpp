#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_days_until = {
    .name = "days_until",
    .on = "Date",
    .signature = "Date.days_until(other: Date) -> Int",
    .doc = "How many days `other` is later; below zero when it is earlier.",
    .example = R"(d.days_until("2027-03-01") == 29, with d: Date = "2027-01-31")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {kDate}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      INFRA_ASSIGN(std::chrono::year_month_day other, date_of(values, arguments[1]));
      return values.integer((std::chrono::sys_days(other) - std::chrono::sys_days(date)).count());
    },
};

}  // namespace infra::value::builtin
