#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_add_years = {
    .name = "add_years",
    .on = "Date",
    .signature = "Date.add_years(count: Int) -> Date",
    .doc = "The date that is `count` years later; 29 February becomes 28 February.",
    .example = R"(d.add_years(2) == "2029-01-31", with d: Date = "2027-01-31")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {kInt}, kDate);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return add_months("Date.add_years", values, arguments, 12);
    },
};

}  // namespace infra::value::builtin
