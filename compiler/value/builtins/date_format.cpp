#include "compiler/value/builtins/calendar.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin date_format = {
    .name = "format",
    .on = "Date",
    .signature = "Date.format(pattern: String) -> String",
    .doc =
        "The date as the pattern says: `YYYY`, `YY`, `MMMM`, `MMM`, `MM`, `M`, `DD`, `D`, `EEEE`, `EEE`; text in "
        "single quotes is kept.",
    .example = R"(d.format("EEE, DD MMM YYYY") == "Sun, 31 Jan 2027", with d: Date = "2027-01-31")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Date, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(std::chrono::year_month_day date, date_of(values, arguments[0]));
      std::string out, wrong;
      if (!format_date(date, values.as_text(arguments[1]), out, wrong)) {
        return out_of_range("Date.format", values, arguments[1], "pattern", wrong);
      }
      return new_text(values, out);
    },
};

}  // namespace infra::value::builtin
