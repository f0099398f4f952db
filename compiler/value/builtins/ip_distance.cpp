#include <limits>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_distance = {
    .name = "distance",
    .on = "Ip",
    .signature = "Ip.distance(to: Ip) -> Int",
    .doc = "How many addresses `to` is after it; below zero when it is before.",
    .example = R"(a.distance("10.0.1.0") == 255, with a: Ip = "10.0.0.1")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {kIp}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      INFRA_ASSIGN(IpAddress to, ip_of(values, arguments[1]));
      if (to.bits != address.bits)
        return out_of_range("Ip.distance", values, arguments[1], "to", "it is of the other family");
      bool before = to.number < address.number;
      Uint128 distance = before ? address.number - to.number : to.number - address.number;
      if (distance > static_cast<Uint128>(std::numeric_limits<int64_t>::max())) {
        return out_of_range("Ip.distance", values, arguments[1], "to", "the distance does not fit a 64-bit Int");
      }
      auto whole = static_cast<int64_t>(distance);
      return values.integer(before ? -whole : whole);
    },
};

}  // namespace infra::value::builtin
