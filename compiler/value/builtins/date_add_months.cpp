#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_add_months = {
    .name = "add_months",
    .on = "Date",
    .signature = "Date.add_months(count: Int) -> Date",
    .doc = "The date that is `count` months later; a day that the month does not have becomes its last.",
    .example = R"(d.add_months(1) == "2027-02-28", with d: Date = "2027-01-31")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {kInt}, kDate);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return add_months("Date.add_months", values, arguments, 1);
    },
};

}  // namespace infra::value::builtin
