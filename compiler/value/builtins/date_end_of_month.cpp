#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_end_of_month = {
    .name = "end_of_month",
    .on = "Date",
    .signature = "Date.end_of_month -> Date",
    .doc = "The last day of its month.",
    .example = R"(d.end_of_month == "2028-02-29", with d: Date = "2028-02-03")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {}, kDate);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      return date_value("Date.end_of_month", values, date.year() / date.month() / std::chrono::last, arguments[0],
                        "self");
    },
};

}  // namespace infra::value::builtin
