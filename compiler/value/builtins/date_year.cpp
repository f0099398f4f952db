#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_year = {
    .name = "year",
    .on = "Date",
    .signature = "Date.year -> Int",
    .doc = "The year.",
    .example = R"(d.year == 2027, with d: Date = "2027-01-31")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      return values.integer(static_cast<int>(date.year()));
    },
};

}  // namespace infra::value::builtin
