#include "compiler/value/builtins/quantities.h"

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/base/units.h"

namespace infra::value::builtin {

Result<ValueId> in_unit(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments,
                        bool is_size) {
  const Unit* unit = find_unit(values.as_text(arguments[1]));
  if (unit == nullptr || unit->is_size != is_size) {
    std::vector<std::string_view> names;
    for (const Unit& known : units()) {
      if (known.is_size == is_size) names.push_back(known.name);
    }
    return out_of_range(builtin, values, arguments[1], "unit", "the units are " + list_names(names, names.size()));
  }
  int64_t self = values.as_int(arguments[0]);
  if (self % unit->factor != 0) {
    return out_of_range(builtin, values, arguments[1], "unit",
                        fmt::format("{} is no whole number of it", is_size ? "the size" : "the duration"));
  }
  return values.string(fmt::format("{}{}", self / unit->factor, unit->name));
}

}  // namespace infra::value::builtin
