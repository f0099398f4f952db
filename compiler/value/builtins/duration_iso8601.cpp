#include <fmt/format.h>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin duration_iso8601 = {
    .name = "iso8601",
    .on = "Duration",
    .signature = "Duration.iso8601() -> String",
    .doc = "The duration as ISO 8601 writes it, in days, hours, minutes and seconds.",
    .example = R"(d.iso8601() == "PT1H30M", with d: Duration = 90m)",
    .operands = {Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Duration, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t self = values.as_int(arguments[0]);
      if (self == 0) return values.string("PT0S");
      std::string out = self < 0 ? "-P" : "P";
      auto unit = [&](int64_t factor) {
        int64_t count = self / factor;
        self %= factor;
        return count < 0 ? -count : count;
      };
      int64_t days = unit(86'400'000), hours = unit(3'600'000), minutes = unit(60'000), seconds = unit(1'000);
      int64_t rest = self < 0 ? -self : self;
      if (days > 0) out += fmt::format("{}D", days);
      if (hours + minutes + seconds + rest > 0) out += 'T';
      if (hours > 0) out += fmt::format("{}H", hours);
      if (minutes > 0) out += fmt::format("{}M", minutes);
      if (rest > 0)
        out += fmt::format("{}.{:03}S", seconds, rest);
      else if (seconds > 0)
        out += fmt::format("{}S", seconds);
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
